import java.util.Objects;
import java.util.UUID;
import notebooks.ApiClient;
import notebooks.ApiException;
import notebooks.api.NotebooksApi;
import notebooks.model.CreateNotebookRequest;
import notebooks.model.ErrorResponse;
import notebooks.model.Notebook;
import notebooks.model.VolumeCategoryRequest;
import notebooks.model.VolumeOwnershipRequest;
import notebooks.model.VolumeRequest;

/** Uses the generated client: create, wait, list, show, a refusal, a status and a member that the contract lacks. */
public final class Scenario {
  private static final String PROJECT = "43b37a202c114c95b8ab3b3c4a8b9f0e";
  private static final String ABSENT = "00000000-0000-4000-8000-000000000000";

  private static NotebooksApi connect(String variable) {
    var client = new ApiClient().setRequestInterceptor(request -> request.header("X-Auth-Token", "sandbox-token"));
    client.updateBaseUri(Objects.requireNonNull(System.getenv(variable), variable));
    return new NotebooksApi(client);
  }

  private static String create(NotebooksApi api) throws ApiException {
    var volume = new VolumeRequest()
        .category(VolumeCategoryRequest.EVS)
        .ownership(VolumeOwnershipRequest.Managed)
        .capacity(50);
    var body = new CreateNotebookRequest()
        .name("java")
        .flavor("modelarts.vm.cpu.2u")
        .imageId(UUID.fromString("e1a07296-22a8-4f05-8bc8-e936c8e54090"))
        .volume(volume);
    return api.createNotebook(PROJECT, body).getId();
  }

  private static Notebook until(NotebooksApi api, String id, String status) throws ApiException, InterruptedException {
    for (int attempt = 0; attempt < 100; attempt++) {
      var shown = api.showNotebook(PROJECT, id);
      if (status.equals(shown.getStatus())) {
        return shown;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("notebook " + id + " did not become " + status);
  }

  private static void listed(NotebooksApi api, String id) throws ApiException {
    var request = NotebooksApi.APIListNotebooksRequest.newBuilder().projectId(PROJECT).build();
    if (api.listNotebooks(request).getData().stream().noneMatch(notebook -> notebook.getId().equals(id))) {
      throw new AssertionError("the list lacks the notebook");
    }
  }

  private static void refused(NotebooksApi api) throws Exception {
    try {
      api.showNotebook(PROJECT, ABSENT);
    } catch (ApiException refusal) {
      var body = ApiClient.createDefaultObjectMapper().readValue(refusal.getResponseBody(), ErrorResponse.class);
      if (refusal.getCode() != 400 || !"ModelArts.6404".equals(body.getErrorCode())) {
        throw new AssertionError("absent notebook", refusal);
      }
      return;
    }
    throw new AssertionError("absent notebook: it was shown");
  }

  public static void main(String[] arguments) throws Exception {
    var api = connect("SANDBOX_URL");
    var id = create(api);
    var name = until(api, id, "RUNNING").getName();
    if (!"java".equals(name)) {
      throw new AssertionError("name: got " + name);
    }
    listed(api, id);
    refused(api);

    var unknown = connect("UNKNOWN_URL");
    until(unknown, create(unknown), "ACTIVE");
  }
}
