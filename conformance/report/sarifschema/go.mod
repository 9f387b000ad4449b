// The official schema of SARIF, for a test: nothing of the main module needs it.
module github.com/devenviron/contract/conformance/report/sarifschema

go 1.26

require (
	github.com/owenrumney/go-sarif/v3 v3.3.1
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3
)

require go.yaml.in/yaml/v3 v3.0.5 // indirect

require (
	github.com/stretchr/testify v1.12.1
	github.com/xeipuuv/gojsonpointer v0.0.0-20180127040702-4e3ac2762d5f // indirect
	github.com/xeipuuv/gojsonreference v0.0.0-20180127040603-bd5ef7bd5415 // indirect
	github.com/xeipuuv/gojsonschema v1.2.0 // indirect
	golang.org/x/text v0.14.0 // indirect
)
