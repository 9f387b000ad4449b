package gosdk

import (
	"fmt"
	"testing"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/modelarts/v1/model"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract"
	"github.com/devenviron/contract/conformance/sandbox"
	"github.com/devenviron/contract/gen/model/common"
)

func TestTheSDKTakesANotebookThroughItsLife(t *testing.T) {
	temporary := sandbox.DefaultUser()
	temporary.SecurityToken = "sandbox-security-token"
	for name, user := range map[string]sandbox.User{"access key": sandbox.DefaultUser(), "temporary access key": temporary} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, user)
			created := w.create(t, "life")
			require.Equal(t, "CREATING", created.Status.Value())
			w.pass()
			require.Equal(t, "RUNNING", w.status(t, *created.Id))

			stopped, err := w.sdk.StopNotebook(&model.StopNotebookRequest{Id: *created.Id})
			require.NoError(t, err)
			require.Equal(t, "STOPPING", stopped.Status.Value())
			w.pass()
			require.Equal(t, "STOPPED", w.status(t, *created.Id))

			started, err := w.sdk.StartNotebook(&model.StartNotebookRequest{
				Id: *created.Id, Duration: new(int64(7200000)), Type: new(model.GetStartNotebookRequestTypeEnum().TIMING),
			})
			require.NoError(t, err)
			require.Equal(t, "STARTING", started.Status.Value())
			w.pass()
			require.Equal(t, "RUNNING", w.status(t, *created.Id))

			_, err = w.sdk.StopNotebook(&model.StopNotebookRequest{Id: *created.Id})
			require.NoError(t, err)
			w.pass()
			deleted, err := w.sdk.DeleteNotebook(&model.DeleteNotebookRequest{Id: *created.Id})
			require.NoError(t, err)
			require.Equal(t, "DELETING", deleted.Status.Value())
			w.pass()
			_, err = w.sdk.ShowNotebook(&model.ShowNotebookRequest{Id: *created.Id})
			require.Equal(t, "ModelArts.6404", refusal(t, err).ErrorCode)
		})
	}
}

func TestTheSDKReadsAllOfANotebook(t *testing.T) {
	w := newWorld(t, sandbox.DefaultUser())
	created := w.create(t, "whole")
	require.Len(t, *created.ActionProgress, 4)
	for _, step := range *created.ActionProgress {
		require.NotEmpty(t, *step.Description)
	}
	w.pass()
	shown, err := w.sdk.ShowNotebook(&model.ShowNotebookRequest{Id: *created.Id})
	require.NoError(t, err)
	ours, err := w.ours.ShowNotebook(t.Context(), *created.Id)
	require.NoError(t, err)

	require.Equal(t, "whole", *shown.Name)
	require.Equal(t, "modelarts.vm.cpu.2u", *shown.Flavor)
	require.Equal(t, sandbox.DefaultImage, *shown.Image.Id)
	require.Equal(t, *ours.URL, *shown.Url)
	require.Equal(t, *ours.Token, *shown.Token)
	require.Equal(t, *ours.Lease.Duration, *shown.Lease.Duration)
	require.Equal(t, *ours.Lease.CreateAt, *shown.Lease.CreateAt)
	require.EqualValues(t, *ours.Volume.Capacity, *shown.Volume.Capacity)
}

func TestTheSDKPagesToTheEnd(t *testing.T) {
	w := newWorld(t, sandbox.DefaultUser())
	for i := range 23 {
		w.create(t, fmt.Sprintf("paged-%02d", i))
	}
	var paged []string
	for offset := int32(0); ; offset += 10 {
		page, err := w.sdk.ListNotebooks(&model.ListNotebooksRequest{
			Offset: &offset, Limit: new(int32(10)), SortKey: new("name"), SortDir: new(model.GetListNotebooksRequestSortDirEnum().ASC),
		})
		require.NoError(t, err)
		require.EqualValues(t, 23, *page.Total)
		require.EqualValues(t, 3, *page.Pages)
		require.Equal(t, offset/10, *page.Current)
		for i := range *page.Data {
			paged = append(paged, *(*page.Data)[i].Name)
		}
		if *page.Current == *page.Pages-1 {
			break
		}
	}
	var ours []string
	for notebook, err := range w.ours.Notebooks(t.Context(), &devenviron.ListNotebooksParams{
		Limit: new(10), SortKey: new("name"), SortDir: new(common.SortDirectionAscending),
	}) {
		require.NoError(t, err)
		ours = append(ours, notebook.Name)
	}
	require.Len(t, paged, 23)
	require.Equal(t, paged, ours)
}

// The SDK names the workspace workspace_id where the page of the provider has workspaceId.
func TestTheSDKFilters(t *testing.T) {
	w := newWorld(t, sandbox.DefaultUser())
	w.create(t, "blue-one")
	w.create(t, "red-one")
	w.create(t, "blue-two")
	names := func(request model.ListAllNotebooksRequest) (names []string) {
		t.Helper()
		page, err := w.sdk.ListAllNotebooks(&request)
		require.NoError(t, err)
		for i := range *page.Data {
			names = append(names, *(*page.Data)[i].Name)
		}
		return names
	}
	require.ElementsMatch(t, []string{"blue-one", "blue-two"}, names(model.ListAllNotebooksRequest{Name: new("blue")}))
	require.Len(t, names(model.ListAllNotebooksRequest{WorkspaceId: new("0")}), 3)
	require.Len(t, names(model.ListAllNotebooksRequest{Status: new(model.GetListAllNotebooksRequestStatusEnum().CREATING)}), 3)
	require.Empty(t, names(model.ListAllNotebooksRequest{Status: new(model.GetListAllNotebooksRequestStatusEnum().RUNNING)}))
}
