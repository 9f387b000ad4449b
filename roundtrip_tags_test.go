package devenviron_test

import (
	"context"

	client "github.com/devenviron/contract/gen/client/tags"
	server "github.com/devenviron/contract/gen/server/tags"
)

var tagOperations = map[string]operation{
	"showNotebookTags": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			params := decode[client.ShowNotebookTagsParams](w.t, r.query)
			return w.tags.ShowNotebookTagsWithResponse(ctx, r.path["project_id"], &params)
		},
		answers: map[string]any{
			"200":     server.ShowNotebookTags200JSONResponse{},
			"400":     server.ShowNotebookTags400JSONResponse{},
			"401":     server.ShowNotebookTags401JSONResponse{},
			"403":     server.ShowNotebookTags403JSONResponse{},
			"404":     server.ShowNotebookTags404JSONResponse{},
			"429":     server.ShowNotebookTags429JSONResponse{},
			"500":     server.ShowNotebookTags500JSONResponse{},
			"default": server.ShowNotebookTagsdefaultJSONResponse{},
		},
	},
	"createNotebookTags": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			params := decode[client.CreateNotebookTagsParams](w.t, r.query)
			body := decode[client.CreateNotebookTagsJSONRequestBody](w.t, r.body)
			return w.tags.CreateNotebookTagsWithResponse(ctx, r.path["project_id"], r.path["resource_id"], &params, body)
		},
		answers: map[string]any{
			"204":     server.CreateNotebookTags204Response{},
			"400":     server.CreateNotebookTags400JSONResponse{},
			"401":     server.CreateNotebookTags401JSONResponse{},
			"403":     server.CreateNotebookTags403JSONResponse{},
			"404":     server.CreateNotebookTags404JSONResponse{},
			"429":     server.CreateNotebookTags429JSONResponse{},
			"500":     server.CreateNotebookTags500JSONResponse{},
			"default": server.CreateNotebookTagsdefaultJSONResponse{},
		},
	},
	"deleteNotebookTags": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			params := decode[client.DeleteNotebookTagsParams](w.t, r.query)
			body := decode[client.DeleteNotebookTagsJSONRequestBody](w.t, r.body)
			return w.tags.DeleteNotebookTagsWithResponse(ctx, r.path["project_id"], r.path["resource_id"], &params, body)
		},
		answers: map[string]any{
			"204":     server.DeleteNotebookTags204Response{},
			"400":     server.DeleteNotebookTags400JSONResponse{},
			"401":     server.DeleteNotebookTags401JSONResponse{},
			"403":     server.DeleteNotebookTags403JSONResponse{},
			"404":     server.DeleteNotebookTags404JSONResponse{},
			"429":     server.DeleteNotebookTags429JSONResponse{},
			"500":     server.DeleteNotebookTags500JSONResponse{},
			"default": server.DeleteNotebookTagsdefaultJSONResponse{},
		},
	},
}

var _ server.StrictServerInterface = (*service)(nil)

func (s *service) ShowNotebookTags(_ context.Context, r server.ShowNotebookTagsRequestObject) (server.ShowNotebookTagsResponseObject, error) {
	s.asked = r
	return s.answer.(server.ShowNotebookTagsResponseObject), nil
}

func (s *service) CreateNotebookTags(_ context.Context, r server.CreateNotebookTagsRequestObject) (server.CreateNotebookTagsResponseObject, error) {
	s.asked = r
	return s.answer.(server.CreateNotebookTagsResponseObject), nil
}

func (s *service) DeleteNotebookTags(_ context.Context, r server.DeleteNotebookTagsRequestObject) (server.DeleteNotebookTagsResponseObject, error) {
	s.asked = r
	return s.answer.(server.DeleteNotebookTagsResponseObject), nil
}
