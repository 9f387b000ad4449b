package devenviron_test

import (
	"context"

	server "github.com/devenviron/contract/gen/server/notebooks"
)

var _ server.StrictServerInterface = (*service)(nil)

func (s *service) CreateNotebook(_ context.Context, r server.CreateNotebookRequestObject) (server.CreateNotebookResponseObject, error) {
	s.asked = r
	return s.answer.(server.CreateNotebookResponseObject), nil
}

func (s *service) ListNotebooks(_ context.Context, r server.ListNotebooksRequestObject) (server.ListNotebooksResponseObject, error) {
	s.asked = r
	return s.answer.(server.ListNotebooksResponseObject), nil
}

func (s *service) ListAllNotebooks(_ context.Context, r server.ListAllNotebooksRequestObject) (server.ListAllNotebooksResponseObject, error) {
	s.asked = r
	return s.answer.(server.ListAllNotebooksResponseObject), nil
}

func (s *service) ShowNotebook(_ context.Context, r server.ShowNotebookRequestObject) (server.ShowNotebookResponseObject, error) {
	s.asked = r
	return s.answer.(server.ShowNotebookResponseObject), nil
}

func (s *service) UpdateNotebook(_ context.Context, r server.UpdateNotebookRequestObject) (server.UpdateNotebookResponseObject, error) {
	s.asked = r
	return s.answer.(server.UpdateNotebookResponseObject), nil
}

func (s *service) DeleteNotebook(_ context.Context, r server.DeleteNotebookRequestObject) (server.DeleteNotebookResponseObject, error) {
	s.asked = r
	return s.answer.(server.DeleteNotebookResponseObject), nil
}

func (s *service) StartNotebook(_ context.Context, r server.StartNotebookRequestObject) (server.StartNotebookResponseObject, error) {
	s.asked = r
	return s.answer.(server.StartNotebookResponseObject), nil
}

func (s *service) StopNotebook(_ context.Context, r server.StopNotebookRequestObject) (server.StopNotebookResponseObject, error) {
	s.asked = r
	return s.answer.(server.StopNotebookResponseObject), nil
}

func (s *service) ShowLease(_ context.Context, r server.ShowLeaseRequestObject) (server.ShowLeaseResponseObject, error) {
	s.asked = r
	return s.answer.(server.ShowLeaseResponseObject), nil
}

func (s *service) RenewLease(_ context.Context, r server.RenewLeaseRequestObject) (server.RenewLeaseResponseObject, error) {
	s.asked = r
	return s.answer.(server.RenewLeaseResponseObject), nil
}

func (s *service) SaveNotebookImage(_ context.Context, r server.SaveNotebookImageRequestObject) (server.SaveNotebookImageResponseObject, error) {
	s.asked = r
	return s.answer.(server.SaveNotebookImageResponseObject), nil
}

func (s *service) ListFlavors(_ context.Context, r server.ListFlavorsRequestObject) (server.ListFlavorsResponseObject, error) {
	s.asked = r
	return s.answer.(server.ListFlavorsResponseObject), nil
}

func (s *service) ListSwitchableFlavors(_ context.Context, r server.ListSwitchableFlavorsRequestObject) (server.ListSwitchableFlavorsResponseObject, error) {
	s.asked = r
	return s.answer.(server.ListSwitchableFlavorsResponseObject), nil
}

func (s *service) OpenCodeLab(_ context.Context, r server.OpenCodeLabRequestObject) (server.OpenCodeLabResponseObject, error) {
	s.asked = r
	return s.answer.(server.OpenCodeLabResponseObject), nil
}
