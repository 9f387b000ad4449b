package gosdk

import (
	"net/http"
	"testing"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/modelarts/v1/model"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract"
	"github.com/devenviron/contract/conformance/sandbox"
)

const nowhere = "00000000-0000-4000-8000-000000000000"

// refusal is what the SDK makes of an answer that is not a success; a request ID and a text it always has.
func refusal(t *testing.T, err error) *sdkerr.ServiceResponseError {
	t.Helper()
	var refused *sdkerr.ServiceResponseError
	require.ErrorAs(t, err, &refused)
	require.Regexp(t, "^[0-9a-f]{32}$", refused.RequestId)
	require.NotEmpty(t, refused.ErrorMessage)
	return refused
}

func TestTheSDKAndTheClientReadTheSameRefusal(t *testing.T) {
	w := newWorld(t, sandbox.DefaultUser())
	running := *w.create(t, "running").Id
	w.pass()
	for _, tt := range []struct {
		name, code string
		sdk        func() error
		ours       func() error
	}{
		{
			"a notebook that does not exist", "ModelArts.6404",
			func() error { _, err := w.sdk.ShowNotebook(&model.ShowNotebookRequest{Id: nowhere}); return err },
			func() error { _, err := w.ours.ShowNotebook(t.Context(), nowhere); return err },
		},
		{
			"past the last page", "ModelArts.6400",
			func() error {
				_, err := w.sdk.ListNotebooks(&model.ListNotebooksRequest{Offset: new(int32(200)), Limit: new(int32(10))})
				return err
			},
			func() error {
				_, err := w.ours.ListNotebooks(t.Context(), &devenviron.ListNotebooksParams{Offset: new(200), Limit: new(10)})
				return err
			},
		},
		{
			"an unknown key to sort by", "ModelArts.6303",
			func() error {
				_, err := w.sdk.ListNotebooks(&model.ListNotebooksRequest{SortKey: new("colour")})
				return err
			},
			func() error {
				_, err := w.ours.ListNotebooks(t.Context(), &devenviron.ListNotebooksParams{SortKey: new("colour")})
				return err
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			official := refusal(t, tt.sdk())
			var ours *devenviron.Error
			require.ErrorAs(t, tt.ours(), &ours)
			require.Equal(t, tt.code, official.ErrorCode)
			require.Equal(t, official.ErrorCode, ours.Code)
			require.Equal(t, official.StatusCode, ours.Status)
			require.Equal(t, official.ErrorMessage, ours.Message)
			require.NotEqual(t, official.RequestId, ours.RequestID)
		})
	}
	t.Run("to start one that runs is an error of the SDK alone", func(t *testing.T) {
		_, err := w.sdk.StartNotebook(&model.StartNotebookRequest{Id: running})
		require.Equal(t, http.StatusBadRequest, refusal(t, err).StatusCode)
		_, err = w.ours.StartNotebook(t.Context(), running, nil)
		require.NoError(t, err)
	})
}

func TestTheSDKReadsThatItsCredentialsAreRefused(t *testing.T) {
	user := sandbox.DefaultUser()
	user.SecurityToken = "sandbox-security-token"
	w := newWorld(t, user)
	for name, tt := range map[string]struct {
		change func(*sandbox.User)
		status int
		code   string
	}{
		"another secret key":       {func(u *sandbox.User) { u.SecretKey = "other" }, 401, "APIGW.0301"},
		"an access key of nobody":  {func(u *sandbox.User) { u.AccessKey = "NOBODY" }, 403, "ModelArts.0206"},
		"another security token":   {func(u *sandbox.User) { u.SecurityToken = "other" }, 401, "APIGW.0301"},
		"a missing security token": {func(u *sandbox.User) { u.SecurityToken = "" }, 401, "APIGW.0301"},
	} {
		t.Run(name, func(t *testing.T) {
			wrong := user
			tt.change(&wrong)
			client := official(t, w.URL, wrong)
			_, err := client.ListNotebooks(&model.ListNotebooksRequest{})
			refused := refusal(t, err)
			require.Equal(t, tt.status, refused.StatusCode)
			require.Equal(t, tt.code, refused.ErrorCode)
		})
	}
}
