package python

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// root is where the main module is.
const root = "../.."

// errUnavailable says that a tool cannot be had here, which is no failure.
var errUnavailable = errors.New("not available")

// bin is the folder with the programs of the virtual environment.
func bin(t *testing.T) string {
	t.Helper()
	folder, err := environment()
	if errors.Is(err, errUnavailable) {
		t.Skipf("SKIP: %v (a skip is not a pass)", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(folder, "bin")
}

// environment is a virtual environment with the packages of requirements.txt and no others. It is kept for the next
// run below .cache, by what it is made of.
var environment = sync.OnceValues(func() (string, error) {
	python, err := exec.LookPath("python3")
	if err != nil {
		return "", fmt.Errorf("python3: %w: %w", errUnavailable, err)
	}
	folder, err := environmentFolder(python)
	if err != nil {
		return "", err
	}
	ready := filepath.Join(folder, "ready")
	if _, err := os.Stat(ready); err == nil {
		return folder, nil
	}
	if err := os.RemoveAll(folder); err != nil {
		return "", err
	}
	if output, err := exec.Command(python, "-m", "venv", folder).CombinedOutput(); err != nil {
		return "", fmt.Errorf("python3 -m venv: %w: %w\n%s", errUnavailable, err, output)
	}
	install := exec.Command(filepath.Join(folder, "bin", "python"), "-m", "pip", "install", "--quiet",
		"--disable-pip-version-check", "--require-hashes", "--requirement", "requirements.txt")
	output, err := install.CombinedOutput()
	switch {
	case err == nil:
		return folder, os.WriteFile(ready, nil, 0o644)
	case bytes.Contains(output, []byte("DO NOT MATCH THE HASHES")):
		return "", fmt.Errorf("pip install: %w\n%s", err, output)
	}
	return "", fmt.Errorf("pip install: %w: %w\n%s", errUnavailable, err, output)
})

func environmentFolder(python string) (string, error) {
	version, err := exec.Command(python, "--version").Output()
	if err != nil {
		return "", fmt.Errorf("python3: %w: %w", errUnavailable, err)
	}
	requirements, err := os.ReadFile("requirements.txt")
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(append(version, requirements...))
	return filepath.Abs(filepath.Join(root, ".cache", "interop-python", hex.EncodeToString(sum[:8])))
}
