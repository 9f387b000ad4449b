SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --warn-undefined-variables --no-builtin-rules

GOFUMPT := go run mvdan.cc/gofumpt@v0.12.0
STATICCHECK := go run honnef.co/go/tools/cmd/staticcheck@v0.8.2
# How long each fuzz target runs.
FUZZTIME ?= 30s
# The packages of Node that the engine is compared with.
PEER := conformance/schema/testdata/ajv
# A module whose test data has JSON-Schema-Test-Suite, and its checksum.
SUITE_MODULE := cuelang.org/go@v0.17.1
SUITE_SUM := h1:liOkxZDqTHrzq0USJX+6bMYOZ5PSf+wzvQr15AHpDCQ=

.PHONY: help
help: ## Show what can be made.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: generate
generate: ## Generate models, clients and servers from the contract.
	go generate .

.PHONY: check-generate
check-generate: ## Fail when gen/ is not what the contract gives; untracked and stale files count.
	find gen -name '*.gen.go' -delete
	go generate .
	@drift=$$(git status --porcelain --untracked-files=all -- gen); \
	if [[ -n $$drift ]]; then \
		printf 'gen/ differs from what is committed; run "make generate" and commit the result:\n%s\n' "$$drift" >&2; \
		exit 1; \
	fi

.PHONY: test
test: ## Run all tests.
	go test ./...

.PHONY: race
race: ## Run all tests under the race detector, the longest on a sample.
	go test -race -short ./...

.PHONY: interop
interop: ## Run the tests of the modules that hold this one against the software and the schemas of others; tells what is skipped.
	@# What a test runs as a command is unknown to the cache of go test.
	@for module in $$(git ls-files --cached --others --exclude-standard '*/go.mod'); do \
		echo "$${module%/go.mod}"; \
		go -C "$${module%/go.mod}" test -count=1 -v ./... | sed '/^=== /d'; \
	done

.PHONY: lint
lint: ## Check format, vet, modern Go, static analysis and the module files.
	@unformatted=$$($(GOFUMPT) -l $$(git ls-files --cached --others --exclude-standard '*.go' ':!gen')); \
	if [[ -n $$unformatted ]]; then printf 'not formatted by gofumpt:\n%s\n' "$$unformatted" >&2; exit 1; fi
	go vet ./...
	go fix -diff ./...
	$(STATICCHECK) ./...
	go mod tidy -diff
	go mod verify

.PHONY: validate
validate: ## Judge the recordings in testdata/recordings.
	go run ./cmd/validate testdata/recordings

.PHONY: release
release: ## Build what is published of the contract, in dist/.
	go run ./openapi/release -o dist

tools/node_modules/.package-lock.json: tools/package.json tools/package-lock.json
	cd tools && npm ci
	@touch $@

.PHONY: lint-contract
lint-contract: export REDOCLY_TELEMETRY := off
lint-contract: export REDOCLY_SUPPRESS_UPDATE_NOTICE := true
lint-contract: release tools/node_modules/.package-lock.json ## Let Redocly and Spectral judge documents and release; needs Node.
	tools/node_modules/.bin/redocly lint --config tools/redocly.yaml openapi/*.yaml dist/openapi-3.0/*.yaml dist/openapi-3.1/*.yaml
	tools/node_modules/.bin/redocly lint --config tools/redocly-generators.yaml dist/openapi-3.0-*/*.yaml
	@found=$$(tools/node_modules/.bin/spectral lint --ruleset tools/spectral.yaml --format text tools/testdata/faulty.yaml || true); \
	for rule in $$(sed -n 's/^  \([a-z-]*\):$$/\1/p' tools/spectral.yaml); do \
		if ! grep -qF " $$rule " <<<"$$found"; then echo "spectral does not find $$rule in tools/testdata/faulty.yaml" >&2; exit 1; fi; \
	done
	tools/node_modules/.bin/spectral lint --ruleset tools/spectral.yaml --fail-severity hint openapi/*.yaml dist/openapi-*/*.yaml

.PHONY: check-release
check-release: release tools/node_modules/.package-lock.json ## Hold what is released against independent validators; needs Node.
	node tools/check-release.mjs dist

.PHONY: languages
languages: ## Use the release from other languages, against the sandbox; tells what is skipped.
	go run ./languages

.PHONY: kit
kit: ## Judge generated clients of other languages by the suite, against the sandbox; tells what is skipped.
	languages/kit/run

# Where docs-check puts what it saw; empty keeps nothing.
SCREENSHOTS ?=

.PHONY: docs-check
docs-check: release tools/node_modules/.package-lock.json ## Use the reference pages as a reader does; needs Node and Chromium.
	node tools/check-pages.mjs dist $(SCREENSHOTS)

.PHONY: check-breaking
check-breaking: ## Fail when the version does not say what changed since the last release.
	cd tools && go run ./breaking ..

.PHONY: baseline
baseline: ## Make the contract as it is the last release, once it is published.
	cd tools && go run ./breaking -write ..

.PHONY: test-tools
test-tools: ## Test, vet and check the tools, which are a module of their own.
	cd tools && go test ./... && go vet ./... && go fix -diff ./... && $(STATICCHECK) ./... && go mod tidy -diff && go mod verify

.PHONY: suite
suite: ## Judge the cases of JSON-Schema-Test-Suite that OpenAPI 3.0 can express.
	@module=$$(go mod download -json $(SUITE_MODULE)); \
	if ! grep -qF '"Sum": "$(SUITE_SUM)"' <<<"$$module"; then echo 'suite: $(SUITE_MODULE) has another checksum' >&2; exit 1; fi; \
	folder=$$(sed -n 's/^\t"Dir": "\(.*\)",$$/\1/p' <<<"$$module"); \
	JSON_SCHEMA_TEST_SUITE=$$folder/encoding/jsonschema/testdata/external \
		go test -count=1 -run '^TestJSONSchemaTestSuite$$' ./conformance/schema

.PHONY: interop-recordings
interop-recordings: ## Let go-vcr, curl, Chromium, WireMock, Postman and Pact record, and read what they wrote.
	@cd conformance/recording/realtools; \
	if command -v npm >/dev/null; then npm ci --ignore-scripts --no-audit --no-fund; else echo 'SKIP interop-recordings: npm is not installed' >&2; fi; \
	go test -count=1 ./...

.PHONY: fuzz
fuzz: ## Run every fuzz target for FUZZTIME, on the build without unsafe; those of assembly on the one with it.
	@for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "$$package $$target"; \
			tags=safe; if [[ $$target == FuzzAssembly* ]]; then tags=; fi; \
			go test -tags "$$tags" -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x $$package; \
		done; \
	done

.PHONY: bench
bench: ## Print how fast the engine is beside json.Valid, kin-openapi and, where Node is installed, ajv.
	@if command -v npm >/dev/null; then npm ci --prefix $(PEER) --no-audit --no-fund --loglevel error >/dev/null; fi
	GOMAXPROCS=1 go test -run '^$$' -bench '^BenchmarkSpeed$$' -benchtime 1x ./conformance/schema

# How often each program runs in bench-process, and HUGE=1 for a recording of 5 GB among the others.
ROUNDS ?= 5
HUGE ?= 0

.PHONY: bench-process
bench-process: ## Race the built command against kin-openapi and Node, on generated recordings.
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	go test -count=1 -run '^TestCorporaAreWritten$$' ./conformance/recording -args -corpora "$$folder" -corpora.huge=$(HUGE); \
	go run ./conformance/recording/peers/race -corpora "$$folder" -rounds $(ROUNDS)
