package devenviron_test

import (
	"context"

	client "github.com/devenviron/contract/gen/client/notebooks"
	server "github.com/devenviron/contract/gen/server/notebooks"
)

var notebookOperations = map[string]operation{
	"createNotebook": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			body := decode[client.CreateNotebookJSONRequestBody](w.t, r.body)
			return w.notebooks.CreateNotebookWithResponse(ctx, r.path["project_id"], body)
		},
		answers: map[string]any{
			"200":     server.CreateNotebook200JSONResponse{},
			"201":     server.CreateNotebook201JSONResponse{},
			"400":     server.CreateNotebook400JSONResponse{},
			"401":     server.CreateNotebook401JSONResponse{},
			"403":     server.CreateNotebook403JSONResponse{},
			"404":     server.CreateNotebook404JSONResponse{},
			"429":     server.CreateNotebook429JSONResponse{},
			"500":     server.CreateNotebook500JSONResponse{},
			"default": server.CreateNotebookdefaultJSONResponse{},
		},
	},
	"listNotebooks": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			params := decode[client.ListNotebooksParams](w.t, r.query)
			return w.notebooks.ListNotebooksWithResponse(ctx, r.path["project_id"], &params)
		},
		answers: map[string]any{
			"200":     server.ListNotebooks200JSONResponse{},
			"400":     server.ListNotebooks400JSONResponse{},
			"401":     server.ListNotebooks401JSONResponse{},
			"403":     server.ListNotebooks403JSONResponse{},
			"404":     server.ListNotebooks404JSONResponse{},
			"429":     server.ListNotebooks429JSONResponse{},
			"500":     server.ListNotebooks500JSONResponse{},
			"default": server.ListNotebooksdefaultJSONResponse{},
		},
	},
	"listAllNotebooks": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			params := decode[client.ListAllNotebooksParams](w.t, r.query)
			return w.notebooks.ListAllNotebooksWithResponse(ctx, r.path["project_id"], &params)
		},
		answers: map[string]any{
			"200":     server.ListAllNotebooks200JSONResponse{},
			"400":     server.ListAllNotebooks400JSONResponse{},
			"401":     server.ListAllNotebooks401JSONResponse{},
			"403":     server.ListAllNotebooks403JSONResponse{},
			"404":     server.ListAllNotebooks404JSONResponse{},
			"429":     server.ListAllNotebooks429JSONResponse{},
			"500":     server.ListAllNotebooks500JSONResponse{},
			"default": server.ListAllNotebooksdefaultJSONResponse{},
		},
	},
	"showNotebook": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			return w.notebooks.ShowNotebookWithResponse(ctx, r.path["project_id"], r.path["id"])
		},
		answers: map[string]any{
			"200":     server.ShowNotebook200JSONResponse{},
			"400":     server.ShowNotebook400JSONResponse{},
			"401":     server.ShowNotebook401JSONResponse{},
			"403":     server.ShowNotebook403JSONResponse{},
			"404":     server.ShowNotebook404JSONResponse{},
			"429":     server.ShowNotebook429JSONResponse{},
			"500":     server.ShowNotebook500JSONResponse{},
			"default": server.ShowNotebookdefaultJSONResponse{},
		},
	},
	"updateNotebook": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			body := decode[client.UpdateNotebookJSONRequestBody](w.t, r.body)
			return w.notebooks.UpdateNotebookWithResponse(ctx, r.path["project_id"], r.path["id"], body)
		},
		answers: map[string]any{
			"200":     server.UpdateNotebook200JSONResponse{},
			"201":     server.UpdateNotebook201JSONResponse{},
			"400":     server.UpdateNotebook400JSONResponse{},
			"401":     server.UpdateNotebook401JSONResponse{},
			"403":     server.UpdateNotebook403JSONResponse{},
			"404":     server.UpdateNotebook404JSONResponse{},
			"429":     server.UpdateNotebook429JSONResponse{},
			"500":     server.UpdateNotebook500JSONResponse{},
			"default": server.UpdateNotebookdefaultJSONResponse{},
		},
	},
	"deleteNotebook": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			return w.notebooks.DeleteNotebookWithResponse(ctx, r.path["project_id"], r.path["id"])
		},
		answers: map[string]any{
			"200":     server.DeleteNotebook200JSONResponse{},
			"204":     server.DeleteNotebook204Response{},
			"400":     server.DeleteNotebook400JSONResponse{},
			"401":     server.DeleteNotebook401JSONResponse{},
			"403":     server.DeleteNotebook403JSONResponse{},
			"404":     server.DeleteNotebook404JSONResponse{},
			"429":     server.DeleteNotebook429JSONResponse{},
			"500":     server.DeleteNotebook500JSONResponse{},
			"default": server.DeleteNotebookdefaultJSONResponse{},
		},
	},
	"startNotebook": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			params := decode[client.StartNotebookParams](w.t, r.query)
			if r.body == nil {
				return w.notebooks.StartNotebookWithBodyWithResponse(ctx, r.path["project_id"], r.path["id"], &params, "", nil)
			}
			body := decode[client.StartNotebookJSONRequestBody](w.t, r.body)
			return w.notebooks.StartNotebookWithResponse(ctx, r.path["project_id"], r.path["id"], &params, body)
		},
		answers: map[string]any{
			"200":     server.StartNotebook200JSONResponse{},
			"201":     server.StartNotebook201JSONResponse{},
			"400":     server.StartNotebook400JSONResponse{},
			"401":     server.StartNotebook401JSONResponse{},
			"403":     server.StartNotebook403JSONResponse{},
			"404":     server.StartNotebook404JSONResponse{},
			"429":     server.StartNotebook429JSONResponse{},
			"500":     server.StartNotebook500JSONResponse{},
			"default": server.StartNotebookdefaultJSONResponse{},
		},
	},
	"stopNotebook": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			if r.body == nil {
				return w.notebooks.StopNotebookWithBodyWithResponse(ctx, r.path["project_id"], r.path["id"], "", nil)
			}
			body := decode[client.StopNotebookJSONRequestBody](w.t, r.body)
			return w.notebooks.StopNotebookWithResponse(ctx, r.path["project_id"], r.path["id"], body)
		},
		answers: map[string]any{
			"200":     server.StopNotebook200JSONResponse{},
			"201":     server.StopNotebook201JSONResponse{},
			"400":     server.StopNotebook400JSONResponse{},
			"401":     server.StopNotebook401JSONResponse{},
			"403":     server.StopNotebook403JSONResponse{},
			"404":     server.StopNotebook404JSONResponse{},
			"429":     server.StopNotebook429JSONResponse{},
			"500":     server.StopNotebook500JSONResponse{},
			"default": server.StopNotebookdefaultJSONResponse{},
		},
	},
	"showLease": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			return w.notebooks.ShowLeaseWithResponse(ctx, r.path["project_id"], r.path["id"])
		},
		answers: map[string]any{
			"200":     server.ShowLease200JSONResponse{},
			"400":     server.ShowLease400JSONResponse{},
			"401":     server.ShowLease401JSONResponse{},
			"403":     server.ShowLease403JSONResponse{},
			"404":     server.ShowLease404JSONResponse{},
			"429":     server.ShowLease429JSONResponse{},
			"500":     server.ShowLease500JSONResponse{},
			"default": server.ShowLeasedefaultJSONResponse{},
		},
	},
	"renewLease": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			params := decode[client.RenewLeaseParams](w.t, r.query)
			if r.body == nil {
				return w.notebooks.RenewLeaseWithBodyWithResponse(ctx, r.path["project_id"], r.path["id"], &params, "", nil)
			}
			body := decode[client.RenewLeaseJSONRequestBody](w.t, r.body)
			return w.notebooks.RenewLeaseWithResponse(ctx, r.path["project_id"], r.path["id"], &params, body)
		},
		answers: map[string]any{
			"200":     server.RenewLease200JSONResponse{},
			"204":     server.RenewLease204Response{},
			"400":     server.RenewLease400JSONResponse{},
			"401":     server.RenewLease401JSONResponse{},
			"403":     server.RenewLease403JSONResponse{},
			"404":     server.RenewLease404JSONResponse{},
			"429":     server.RenewLease429JSONResponse{},
			"500":     server.RenewLease500JSONResponse{},
			"default": server.RenewLeasedefaultJSONResponse{},
		},
	},
	"saveNotebookImage": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			body := decode[client.SaveNotebookImageJSONRequestBody](w.t, r.body)
			return w.notebooks.SaveNotebookImageWithResponse(ctx, r.path["project_id"], r.path["id"], body)
		},
		answers: map[string]any{
			"200":     server.SaveNotebookImage200JSONResponse{},
			"201":     server.SaveNotebookImage201JSONResponse{},
			"400":     server.SaveNotebookImage400JSONResponse{},
			"401":     server.SaveNotebookImage401JSONResponse{},
			"403":     server.SaveNotebookImage403JSONResponse{},
			"404":     server.SaveNotebookImage404JSONResponse{},
			"429":     server.SaveNotebookImage429JSONResponse{},
			"500":     server.SaveNotebookImage500JSONResponse{},
			"default": server.SaveNotebookImagedefaultJSONResponse{},
		},
	},
	"listFlavors": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			params := decode[client.ListFlavorsParams](w.t, r.query)
			return w.notebooks.ListFlavorsWithResponse(ctx, r.path["project_id"], &params)
		},
		answers: map[string]any{
			"200":     server.ListFlavors200JSONResponse{},
			"400":     server.ListFlavors400JSONResponse{},
			"401":     server.ListFlavors401JSONResponse{},
			"403":     server.ListFlavors403JSONResponse{},
			"404":     server.ListFlavors404JSONResponse{},
			"429":     server.ListFlavors429JSONResponse{},
			"500":     server.ListFlavors500JSONResponse{},
			"default": server.ListFlavorsdefaultJSONResponse{},
		},
	},
	"listSwitchableFlavors": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			params := decode[client.ListSwitchableFlavorsParams](w.t, r.query)
			return w.notebooks.ListSwitchableFlavorsWithResponse(ctx, r.path["project_id"], r.path["id"], &params)
		},
		answers: map[string]any{
			"200":     server.ListSwitchableFlavors200JSONResponse{},
			"400":     server.ListSwitchableFlavors400JSONResponse{},
			"401":     server.ListSwitchableFlavors401JSONResponse{},
			"403":     server.ListSwitchableFlavors403JSONResponse{},
			"404":     server.ListSwitchableFlavors404JSONResponse{},
			"429":     server.ListSwitchableFlavors429JSONResponse{},
			"500":     server.ListSwitchableFlavors500JSONResponse{},
			"default": server.ListSwitchableFlavorsdefaultJSONResponse{},
		},
	},
	"openCodeLab": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			if r.body == nil {
				return w.notebooks.OpenCodeLabWithBodyWithResponse(ctx, r.path["project_id"], "", nil)
			}
			body := decode[client.OpenCodeLabJSONRequestBody](w.t, r.body)
			return w.notebooks.OpenCodeLabWithResponse(ctx, r.path["project_id"], body)
		},
		answers: map[string]any{
			"200":     server.OpenCodeLab200JSONResponse{},
			"201":     server.OpenCodeLab201JSONResponse{},
			"400":     server.OpenCodeLab400JSONResponse{},
			"401":     server.OpenCodeLab401JSONResponse{},
			"403":     server.OpenCodeLab403JSONResponse{},
			"404":     server.OpenCodeLab404JSONResponse{},
			"429":     server.OpenCodeLab429JSONResponse{},
			"500":     server.OpenCodeLab500JSONResponse{},
			"default": server.OpenCodeLabdefaultJSONResponse{},
		},
	},
}
