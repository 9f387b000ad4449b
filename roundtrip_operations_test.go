package devenviron_test

import (
	"context"
	"maps"

	demanagerclient "github.com/devenviron/contract/gen/client/demanager"
	demanagerserver "github.com/devenviron/contract/gen/server/demanager"
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

// operations are those of the contract, by their IDs.
var operations = union(demanagerOperations, notebookOperations, imageOperations, storageOperations, tagOperations)

func union(apis ...map[string]operation) map[string]operation {
	all := map[string]operation{}
	for _, api := range apis {
		maps.Copy(all, api)
	}
	return all
}

var demanagerOperations = map[string]operation{
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
	"updateInstance": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			body := decode[demanagerclient.UpdateInstanceJSONRequestBody](w.t, r.body)
			return w.demanager.UpdateInstanceWithResponse(ctx, r.path["project_id"], r.path["instance_id"], body)
		},
		answers: map[string]any{
			"200":     demanagerserver.UpdateInstance200JSONResponse{},
			"400":     demanagerserver.UpdateInstance400JSONResponse{},
			"401":     demanagerserver.UpdateInstance401JSONResponse{},
			"403":     demanagerserver.UpdateInstance403JSONResponse{},
			"404":     demanagerserver.UpdateInstance404JSONResponse{},
			"429":     demanagerserver.UpdateInstance429JSONResponse{},
			"500":     demanagerserver.UpdateInstance500JSONResponse{},
			"default": demanagerserver.UpdateInstancedefaultJSONResponse{},
		},
	},
	"manageInstance": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			body := decode[demanagerclient.ManageInstanceJSONRequestBody](w.t, r.body)
			return w.demanager.ManageInstanceWithResponse(ctx, r.path["project_id"], r.path["instance_id"], body)
		},
		answers: map[string]any{
			"200":     demanagerserver.ManageInstance200JSONResponse{},
			"400":     demanagerserver.ManageInstance400JSONResponse{},
			"401":     demanagerserver.ManageInstance401JSONResponse{},
			"403":     demanagerserver.ManageInstance403JSONResponse{},
			"404":     demanagerserver.ManageInstance404JSONResponse{},
			"429":     demanagerserver.ManageInstance429JSONResponse{},
			"500":     demanagerserver.ManageInstance500JSONResponse{},
			"default": demanagerserver.ManageInstancedefaultJSONResponse{},
		},
	},
	"deleteInstance": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			return w.demanager.DeleteInstanceWithResponse(ctx, r.path["project_id"], r.path["instance_id"])
		},
		answers: map[string]any{
			"200":     demanagerserver.DeleteInstance200JSONResponse{},
			"400":     demanagerserver.DeleteInstance400JSONResponse{},
			"401":     demanagerserver.DeleteInstance401JSONResponse{},
			"403":     demanagerserver.DeleteInstance403JSONResponse{},
			"404":     demanagerserver.DeleteInstance404JSONResponse{},
			"429":     demanagerserver.DeleteInstance429JSONResponse{},
			"500":     demanagerserver.DeleteInstance500JSONResponse{},
			"default": demanagerserver.DeleteInstancedefaultJSONResponse{},
		},
	},
	"showInstanceToken": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			return w.demanager.ShowInstanceTokenWithResponse(ctx, r.path["project_id"], r.path["instance_id"])
		},
		answers: map[string]any{
			"200":     demanagerserver.ShowInstanceToken200JSONResponse{},
			"400":     demanagerserver.ShowInstanceToken400JSONResponse{},
			"401":     demanagerserver.ShowInstanceToken401JSONResponse{},
			"403":     demanagerserver.ShowInstanceToken403JSONResponse{},
			"404":     demanagerserver.ShowInstanceToken404JSONResponse{},
			"429":     demanagerserver.ShowInstanceToken429JSONResponse{},
			"500":     demanagerserver.ShowInstanceToken500JSONResponse{},
			"default": demanagerserver.ShowInstanceTokendefaultJSONResponse{},
		},
	},
}
