package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// hook is an entry of .pre-commit-hooks.yaml: all that a hook of ours may say.
type hook struct {
	ID            string   `yaml:"id"`
	Name          string   `yaml:"name"`
	Description   string   `yaml:"description"`
	Entry         string   `yaml:"entry"`
	Args          []string `yaml:"args"`
	Language      string   `yaml:"language"`
	Files         string   `yaml:"files"`
	Types         []string `yaml:"types"`
	RequireSerial bool     `yaml:"require_serial"`
	Minimum       string   `yaml:"minimum_pre_commit_version"`
}

// action is the file action.yml of a composite action.
type action struct {
	Name        string `yaml:"name"`
	Description string `yaml:"description"`
	Branding    struct {
		Icon  string `yaml:"icon"`
		Color string `yaml:"color"`
	} `yaml:"branding"`
	Inputs map[string]struct {
		Description string `yaml:"description"`
		Required    bool   `yaml:"required"`
		Default     string `yaml:"default"`
	} `yaml:"inputs"`
	Outputs map[string]struct {
		Description string `yaml:"description"`
		Value       string `yaml:"value"`
	} `yaml:"outputs"`
	Runs struct {
		Using string `yaml:"using"`
		Steps []step `yaml:"steps"`
	} `yaml:"runs"`
}

type step struct {
	ID               string            `yaml:"id"`
	Name             string            `yaml:"name"`
	Uses             string            `yaml:"uses"`
	With             map[string]string `yaml:"with"`
	Shell            string            `yaml:"shell"`
	WorkingDirectory string            `yaml:"working-directory"`
	Env              map[string]string `yaml:"env"`
	Run              string            `yaml:"run"`
}

// decodeFile reads a file of the repository. A key that the format does not have is an error.
func decodeFile[T any](t *testing.T, name string) T {
	t.Helper()
	text, err := os.ReadFile("../../" + name)
	require.NoError(t, err)
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	var value T
	require.NoError(t, decoder.Decode(&value))
	return value
}

func TestThePreCommitHookRunsTheCommand(t *testing.T) {
	hooks := decodeFile[[]hook](t, ".pre-commit-hooks.yaml")
	require.Len(t, hooks, 1)
	h := hooks[0]
	for _, text := range []string{h.ID, h.Name, h.Description} {
		require.NotEmpty(t, text)
	}
	require.Equal(t, "golang", h.Language, "it is built with go install")
	require.Equal(t, []string{"file"}, h.Types)
	require.Regexp(t, `^\d+\.\d+\.\d+$`, h.Minimum)
	require.True(t, h.RequireSerial, "there is one report")

	require.DirExists(t, "../"+h.Entry)
	files := regexp.MustCompile(h.Files)
	require.True(t, files.MatchString("testdata/recordings/showLease/showLease-200-sample.har"))
	require.False(t, files.MatchString("README.md"))

	args := slices.Concat(h.Args, []string{"../../testdata/recordings/showLease/showLease-200-sample.har"})
	require.NoError(t, exec.CommandContext(t.Context(), h.Entry, args...).Run())
}

func TestTheActionIsOfTheFormThatGitHubWants(t *testing.T) {
	a := decodeFile[action](t, "action.yml")
	require.NotEmpty(t, a.Name)
	require.Less(t, len(a.Description), 125, "the marketplace cuts it")
	require.Contains(t, []string{"white", "black", "yellow", "blue", "green", "orange", "red", "purple", "gray-dark"}, a.Branding.Color)
	require.Equal(t, "composite", a.Runs.Using)

	text, err := os.ReadFile("../../action.yml")
	require.NoError(t, err)
	named := regexp.MustCompile(`\$\{\{ inputs\.([a-z-]+) \}\}`).FindAllStringSubmatch(string(text), -1)
	var used []string
	for _, match := range named {
		used = append(used, match[1])
	}
	var declared []string
	for name, input := range a.Inputs {
		require.NotEmpty(t, input.Description, name)
		require.False(t, input.Required && input.Default != "", name)
		declared = append(declared, name)
	}
	require.ElementsMatch(t, declared, used)

	var ids []string
	for _, s := range a.Runs.Steps {
		require.NotEqual(t, s.Uses == "", s.Run == "", "a step either uses an action or runs a script")
		require.Equal(t, s.Run != "", s.Shell != "", "a script names its shell")
		require.NotContains(t, s.Run, "${{", "what a user gives must not become a part of a script")
		if s.Uses != "" {
			require.Regexp(t, `^[\w-]+/[\w-]+@v\d+$`, s.Uses)
		}
		ids = append(ids, s.ID)
	}
	for name, output := range a.Outputs {
		id := regexp.MustCompile(`^\$\{\{ steps\.([a-z-]+)\.outputs\.` + name + ` \}\}$`).FindStringSubmatch(output.Value)
		require.NotEmpty(t, id, name)
		require.Contains(t, ids, id[1])
	}
}

// runStep runs a script as the runner does, in the given directory, and returns what it wrote to a file of the runner.
func runStep(t *testing.T, s step, dir, file string, env ...string) (written string, err error) {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("bash is not installed")
	}
	output := filepath.Join(t.TempDir(), "written")
	require.NoError(t, os.WriteFile(output, nil, 0o600))
	command := exec.CommandContext(t.Context(), bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", s.Run)
	command.Dir = dir
	command.Env = slices.Concat(os.Environ(), env, []string{file + "=" + output})
	err = command.Run()
	text, readErr := os.ReadFile(output)
	require.NoError(t, readErr)
	return strings.TrimSpace(string(text)), err
}

func TestTheActionBuildsTheCommand(t *testing.T) {
	build := decodeFile[action](t, "action.yml").Runs.Steps[1]
	require.Equal(t, "${{ github.action_path }}", build.WorkingDirectory)
	temp := t.TempDir()
	path, err := runStep(t, build, "../..", "GITHUB_PATH", "RUNNER_TEMP="+temp)
	require.NoError(t, err)
	require.NoError(t, exec.CommandContext(t.Context(), filepath.Join(path, "validate"), "rules").Run())
}

func TestTheActionPassesOnWhatItIsGiven(t *testing.T) {
	validate := decodeFile[action](t, "action.yml").Runs.Steps[2]
	require.Contains(t, validate.Env, "PATHS")
	for _, tt := range []struct {
		name                          string
		paths, contract, failOn, args string
		want                          string
	}{
		{"what conforms", "testdata/recordings/showLease\ntestdata/recordings/renewLease", "", "error", "", "exit-code=0"},
		{"what deviates", "testdata/broken/condition-duration.har", "", "error", "--quiet", "exit-code=1"},
		{"what may deviate", "testdata/broken/condition-duration.har", "", "none", "", "exit-code=0"},
		{"another contract", "testdata/battery/clean.har\n", "testdata/battery/contract.yaml\n", "info", "--quiet\n--format=json", "exit-code=0"},
		{"nothing", "", "", "error", "", "exit-code=2"},
		{"a path that looks like a flag", "--help", "", "error", "", "exit-code=2"},
		{"a path that looks like a script", "$(touch pwned); `touch pwned`", "", "error", "", "exit-code=2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := runStep(t, validate, "../..", "GITHUB_OUTPUT",
				"PATHS="+tt.paths, "CONTRACT="+tt.contract, "FAIL_ON="+tt.failOn, "ARGS="+tt.args)
			require.Equal(t, tt.want, got)
			require.Equal(t, tt.want != "exit-code=0", err != nil, "the step fails with the command")
			require.NoFileExists(t, "../../pwned")
		})
	}
}
