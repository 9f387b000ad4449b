package devenviron_test

import (
	"context"

	client "github.com/devenviron/contract/gen/client/images"
	server "github.com/devenviron/contract/gen/server/images"
)

var imageOperations = map[string]operation{
	"listImages": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			params := decode[client.ListImagesParams](w.t, r.query)
			return w.images.ListImagesWithResponse(ctx, r.path["project_id"], &params)
		},
		answers: map[string]any{
			"200":     server.ListImages200JSONResponse{},
			"400":     server.ListImages400JSONResponse{},
			"401":     server.ListImages401JSONResponse{},
			"403":     server.ListImages403JSONResponse{},
			"404":     server.ListImages404JSONResponse{},
			"429":     server.ListImages429JSONResponse{},
			"500":     server.ListImages500JSONResponse{},
			"default": server.ListImagesdefaultJSONResponse{},
		},
	},
	"registerImage": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			body := decode[client.RegisterImageJSONRequestBody](w.t, r.body)
			return w.images.RegisterImageWithResponse(ctx, r.path["project_id"], body)
		},
		answers: map[string]any{
			"200":     server.RegisterImage200JSONResponse{},
			"201":     server.RegisterImage201JSONResponse{},
			"400":     server.RegisterImage400JSONResponse{},
			"401":     server.RegisterImage401JSONResponse{},
			"403":     server.RegisterImage403JSONResponse{},
			"404":     server.RegisterImage404JSONResponse{},
			"429":     server.RegisterImage429JSONResponse{},
			"500":     server.RegisterImage500JSONResponse{},
			"default": server.RegisterImagedefaultJSONResponse{},
		},
	},
	"listImageGroups": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			params := decode[client.ListImageGroupsParams](w.t, r.query)
			return w.images.ListImageGroupsWithResponse(ctx, r.path["project_id"], &params)
		},
		answers: map[string]any{
			"200":     server.ListImageGroups200JSONResponse{},
			"400":     server.ListImageGroups400JSONResponse{},
			"401":     server.ListImageGroups401JSONResponse{},
			"403":     server.ListImageGroups403JSONResponse{},
			"404":     server.ListImageGroups404JSONResponse{},
			"429":     server.ListImageGroups429JSONResponse{},
			"500":     server.ListImageGroups500JSONResponse{},
			"default": server.ListImageGroupsdefaultJSONResponse{},
		},
	},
	"showImage": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			return w.images.ShowImageWithResponse(ctx, r.path["project_id"], r.path["id"])
		},
		answers: map[string]any{
			"200":     server.ShowImage200JSONResponse{},
			"400":     server.ShowImage400JSONResponse{},
			"401":     server.ShowImage401JSONResponse{},
			"403":     server.ShowImage403JSONResponse{},
			"404":     server.ShowImage404JSONResponse{},
			"429":     server.ShowImage429JSONResponse{},
			"500":     server.ShowImage500JSONResponse{},
			"default": server.ShowImagedefaultJSONResponse{},
		},
	},
	"deleteImage": {
		call: func(ctx context.Context, w *wire, r request) (any, error) {
			params := decode[client.DeleteImageParams](w.t, r.query)
			if r.body == nil {
				return w.images.DeleteImageWithBodyWithResponse(ctx, r.path["project_id"], r.path["id"], &params, "", nil)
			}
			body := decode[client.DeleteImageJSONRequestBody](w.t, r.body)
			return w.images.DeleteImageWithResponse(ctx, r.path["project_id"], r.path["id"], &params, body)
		},
		answers: map[string]any{
			"200":     server.DeleteImage200JSONResponse{},
			"204":     server.DeleteImage204Response{},
			"400":     server.DeleteImage400JSONResponse{},
			"401":     server.DeleteImage401JSONResponse{},
			"403":     server.DeleteImage403JSONResponse{},
			"404":     server.DeleteImage404JSONResponse{},
			"429":     server.DeleteImage429JSONResponse{},
			"500":     server.DeleteImage500JSONResponse{},
			"default": server.DeleteImagedefaultJSONResponse{},
		},
	},
}

var _ server.StrictServerInterface = (*service)(nil)

func (s *service) ListImages(_ context.Context, r server.ListImagesRequestObject) (server.ListImagesResponseObject, error) {
	s.asked = r
	return s.answer.(server.ListImagesResponseObject), nil
}

func (s *service) RegisterImage(_ context.Context, r server.RegisterImageRequestObject) (server.RegisterImageResponseObject, error) {
	s.asked = r
	return s.answer.(server.RegisterImageResponseObject), nil
}

func (s *service) ListImageGroups(_ context.Context, r server.ListImageGroupsRequestObject) (server.ListImageGroupsResponseObject, error) {
	s.asked = r
	return s.answer.(server.ListImageGroupsResponseObject), nil
}

func (s *service) ShowImage(_ context.Context, r server.ShowImageRequestObject) (server.ShowImageResponseObject, error) {
	s.asked = r
	return s.answer.(server.ShowImageResponseObject), nil
}

func (s *service) DeleteImage(_ context.Context, r server.DeleteImageRequestObject) (server.DeleteImageResponseObject, error) {
	s.asked = r
	return s.answer.(server.DeleteImageResponseObject), nil
}
