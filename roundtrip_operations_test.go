package devenviron_test

import (
	"context"

	demanagerclient "github.com/devenviron/contract/gen/client/demanager"
	notebooksclient "github.com/devenviron/contract/gen/client/notebooks"
	demanagerserver "github.com/devenviron/contract/gen/server/demanager"
	notebooksserver "github.com/devenviron/contract/gen/server/notebooks"
)

// operation ties an operation of the contract to its generated client method and its generated server responses.
type operation struct {
	call func(ctx context.Context, w *wire, r request) (any, error)
	// answers are the server's response types, by status.
	answers map[string]any
}

// request is what a caller gives: path parameters and query by their names, and the body.
type request struct {
	path  map[string]string
	query map[string]any
	body  any
}

var operations = map[string]operation{
	"createInstance": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			body := decode[demanagerclient.CreateInstanceJSONRequestBody](w.t, r.body)
			return w.demanager.CreateInstanceWithResponse(ctx, r.path["project_id"], body)
		},
		answers: map[string]any{
			"200":     demanagerserver.CreateInstance200JSONResponse{},
			"400":     demanagerserver.CreateInstance400JSONResponse{},
			"401":     demanagerserver.CreateInstance401JSONResponse{},
			"403":     demanagerserver.CreateInstance403JSONResponse{},
			"404":     demanagerserver.CreateInstance404JSONResponse{},
			"429":     demanagerserver.CreateInstance429JSONResponse{},
			"500":     demanagerserver.CreateInstance500JSONResponse{},
			"default": demanagerserver.CreateInstancedefaultJSONResponse{},
		},
	},
	"listInstances": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			params := decode[demanagerclient.ListInstancesParams](w.t, r.query)
			return w.demanager.ListInstancesWithResponse(ctx, r.path["project_id"], &params)
		},
		answers: map[string]any{
			"200":     demanagerserver.ListInstances200JSONResponse{},
			"400":     demanagerserver.ListInstances400JSONResponse{},
			"401":     demanagerserver.ListInstances401JSONResponse{},
			"403":     demanagerserver.ListInstances403JSONResponse{},
			"404":     demanagerserver.ListInstances404JSONResponse{},
			"429":     demanagerserver.ListInstances429JSONResponse{},
			"500":     demanagerserver.ListInstances500JSONResponse{},
			"default": demanagerserver.ListInstancesdefaultJSONResponse{},
		},
	},
	"showInstance": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			return w.demanager.ShowInstanceWithResponse(ctx, r.path["project_id"], r.path["instance_id"])
		},
		answers: map[string]any{
			"200":     demanagerserver.ShowInstance200JSONResponse{},
			"400":     demanagerserver.ShowInstance400JSONResponse{},
			"401":     demanagerserver.ShowInstance401JSONResponse{},
			"403":     demanagerserver.ShowInstance403JSONResponse{},
			"404":     demanagerserver.ShowInstance404JSONResponse{},
			"429":     demanagerserver.ShowInstance429JSONResponse{},
			"500":     demanagerserver.ShowInstance500JSONResponse{},
			"default": demanagerserver.ShowInstancedefaultJSONResponse{},
		},
	},
	"listAllNotebooks": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			params := decode[notebooksclient.ListAllNotebooksParams](w.t, r.query)
			return w.notebooks.ListAllNotebooksWithResponse(ctx, r.path["project_id"], &params)
		},
		answers: map[string]any{
			"200":     notebooksserver.ListAllNotebooks200JSONResponse{},
			"400":     notebooksserver.ListAllNotebooks400JSONResponse{},
			"401":     notebooksserver.ListAllNotebooks401JSONResponse{},
			"403":     notebooksserver.ListAllNotebooks403JSONResponse{},
			"404":     notebooksserver.ListAllNotebooks404JSONResponse{},
			"429":     notebooksserver.ListAllNotebooks429JSONResponse{},
			"500":     notebooksserver.ListAllNotebooks500JSONResponse{},
			"default": notebooksserver.ListAllNotebooksdefaultJSONResponse{},
		},
	},
	"showNotebook": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			return w.notebooks.ShowNotebookWithResponse(ctx, r.path["project_id"], r.path["id"])
		},
		answers: map[string]any{
			"200":     notebooksserver.ShowNotebook200JSONResponse{},
			"400":     notebooksserver.ShowNotebook400JSONResponse{},
			"401":     notebooksserver.ShowNotebook401JSONResponse{},
			"403":     notebooksserver.ShowNotebook403JSONResponse{},
			"404":     notebooksserver.ShowNotebook404JSONResponse{},
			"429":     notebooksserver.ShowNotebook429JSONResponse{},
			"500":     notebooksserver.ShowNotebook500JSONResponse{},
			"default": notebooksserver.ShowNotebookdefaultJSONResponse{},
		},
	},
}
