package suite

import (
	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/openapi"
)

// operation is how an operation of the contract is called.
type operation struct {
	method, path string
	item         *openapi3.PathItem
	contract     *openapi3.Operation
}

// readOperations reads the operations of the contract, by operationId.
func readOperations() (map[string]*operation, error) {
	documents, err := openapi.Embedded()
	if err != nil {
		return nil, err
	}
	operations := map[string]*operation{}
	for _, document := range documents {
		for path, item := range document.Paths.Map() {
			for method, op := range item.Operations() {
				operations[op.OperationID] = &operation{method: method, path: path, item: item, contract: op}
			}
		}
	}
	return operations, nil
}
