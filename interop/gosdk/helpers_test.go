package gosdk

import (
	"testing"
	"time"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	modelarts "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/modelarts/v1"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/modelarts/v1/model"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract"
	"github.com/devenviron/contract/conformance/sandbox"
)

const project = "43b37a202c114c95b8ab3b3c4a8b9f0e"

// stepTime is how long every step of a life takes, by a clock that only the test moves.
const stepTime = time.Minute

// world is a sandbox that judges every exchange, with both clients of one user.
type world struct {
	*sandbox.Server
	clock *sandbox.ManualClock
	sdk   *modelarts.ModelArtsClient
	ours  *devenviron.Client
}

func newWorld(t *testing.T, user sandbox.User) *world {
	t.Helper()
	clock := sandbox.NewManualClock(time.UnixMilli(1767225600000))
	server := sandbox.Start(t, sandbox.WithClock(clock), sandbox.WithSeed(1), sandbox.WithUsers(user),
		sandbox.WithDelays(sandbox.EqualDelays(stepTime)))
	ours, err := devenviron.New(server.URL, devenviron.WithProject(project), devenviron.WithAccessKey(devenviron.AccessKey{
		ID: user.AccessKey, Secret: user.SecretKey, SecurityToken: user.SecurityToken,
	}))
	require.NoError(t, err)
	return &world{server, clock, official(t, server.URL, user), ours}
}

// official is the SDK's client, as its manual makes one.
func official(t *testing.T, url string, user sandbox.User) *modelarts.ModelArtsClient {
	t.Helper()
	credentials, err := basic.NewCredentialsBuilder().
		WithAk(user.AccessKey).WithSk(user.SecretKey).WithSecurityToken(user.SecurityToken).WithProjectId(project).SafeBuild()
	require.NoError(t, err)
	client, err := modelarts.ModelArtsClientBuilder().WithEndpoint(url).WithCredential(credentials).SafeBuild()
	require.NoError(t, err)
	return modelarts.NewModelArtsClient(client)
}

// pass lets a step of a life end.
func (w *world) pass() { w.clock.Advance(stepTime) }

func (w *world) create(t *testing.T, name string) *model.CreateNotebookResponse {
	t.Helper()
	volume := model.VolumeMountRequest{
		Category:  model.GetVolumeMountRequestCategoryEnum().EFS,
		Ownership: model.GetVolumeMountRequestOwnershipEnum().MANAGED,
		Capacity:  new(int32(5)),
	}
	created, err := w.sdk.CreateNotebook(&model.CreateNotebookRequest{Body: &model.NotebookCreateRequest{
		Name: name, Flavor: new("modelarts.vm.cpu.2u"), ImageId: sandbox.DefaultImage, Volume: &volume, Duration: new(int32(3600000)),
	}})
	require.NoError(t, err)
	return created
}

// status is what both clients say of a notebook; they have to agree.
func (w *world) status(t *testing.T, id string) string {
	t.Helper()
	shown, err := w.sdk.ShowNotebook(&model.ShowNotebookRequest{Id: id})
	require.NoError(t, err)
	same, err := w.ours.ShowNotebook(t.Context(), id)
	require.NoError(t, err)
	require.Equal(t, shown.Status.Value(), string(same.Status))
	return shown.Status.Value()
}
