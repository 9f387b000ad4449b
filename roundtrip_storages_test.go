package devenviron_test

import (
	"context"

	client "github.com/devenviron/contract/gen/client/storages"
	server "github.com/devenviron/contract/gen/server/storages"
)

var storageOperations = map[string]operation{
	"attachStorage": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			body := decode[client.AttachStorageJSONRequestBody](w.t, r.body)
			return w.storages.AttachStorageWithResponse(ctx, r.path["project_id"], r.path["instance_id"], body)
		},
		answers: map[string]any{
			"200":     server.AttachStorage200JSONResponse{},
			"201":     server.AttachStorage201JSONResponse{},
			"400":     server.AttachStorage400JSONResponse{},
			"401":     server.AttachStorage401JSONResponse{},
			"403":     server.AttachStorage403JSONResponse{},
			"404":     server.AttachStorage404JSONResponse{},
			"429":     server.AttachStorage429JSONResponse{},
			"500":     server.AttachStorage500JSONResponse{},
			"default": server.AttachStoragedefaultJSONResponse{},
		},
	},
	"listStorages": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			return w.storages.ListStoragesWithResponse(ctx, r.path["project_id"], r.path["instance_id"])
		},
		answers: map[string]any{
			"200":     server.ListStorages200JSONResponse{},
			"400":     server.ListStorages400JSONResponse{},
			"401":     server.ListStorages401JSONResponse{},
			"403":     server.ListStorages403JSONResponse{},
			"404":     server.ListStorages404JSONResponse{},
			"429":     server.ListStorages429JSONResponse{},
			"500":     server.ListStorages500JSONResponse{},
			"default": server.ListStoragesdefaultJSONResponse{},
		},
	},
	"showStorage": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			return w.storages.ShowStorageWithResponse(ctx, r.path["project_id"], r.path["instance_id"], r.path["storage_id"])
		},
		answers: map[string]any{
			"200":     server.ShowStorage200JSONResponse{},
			"400":     server.ShowStorage400JSONResponse{},
			"401":     server.ShowStorage401JSONResponse{},
			"403":     server.ShowStorage403JSONResponse{},
			"404":     server.ShowStorage404JSONResponse{},
			"429":     server.ShowStorage429JSONResponse{},
			"500":     server.ShowStorage500JSONResponse{},
			"default": server.ShowStoragedefaultJSONResponse{},
		},
	},
	"detachStorage": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			return w.storages.DetachStorageWithResponse(ctx, r.path["project_id"], r.path["instance_id"], r.path["storage_id"])
		},
		answers: map[string]any{
			"200":     server.DetachStorage200JSONResponse{},
			"204":     server.DetachStorage204Response{},
			"400":     server.DetachStorage400JSONResponse{},
			"401":     server.DetachStorage401JSONResponse{},
			"403":     server.DetachStorage403JSONResponse{},
			"404":     server.DetachStorage404JSONResponse{},
			"429":     server.DetachStorage429JSONResponse{},
			"500":     server.DetachStorage500JSONResponse{},
			"default": server.DetachStoragedefaultJSONResponse{},
		},
	},
}

var _ server.StrictServerInterface = (*service)(nil)

func (s *service) AttachStorage(_ context.Context, r server.AttachStorageRequestObject) (server.AttachStorageResponseObject, error) {
	s.asked = r
	return s.answer.(server.AttachStorageResponseObject), nil
}

func (s *service) ListStorages(_ context.Context, r server.ListStoragesRequestObject) (server.ListStoragesResponseObject, error) {
	s.asked = r
	return s.answer.(server.ListStoragesResponseObject), nil
}

func (s *service) ShowStorage(_ context.Context, r server.ShowStorageRequestObject) (server.ShowStorageResponseObject, error) {
	s.asked = r
	return s.answer.(server.ShowStorageResponseObject), nil
}

func (s *service) DetachStorage(_ context.Context, r server.DetachStorageRequestObject) (server.DetachStorageResponseObject, error) {
	s.asked = r
	return s.answer.(server.DetachStorageResponseObject), nil
}
