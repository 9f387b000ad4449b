final class Probe {
  public static void main(String[] arguments) throws Exception {
    var sent = limit.ApiClient.createDefaultObjectMapper().writeValueAsString(new limit.model.Request());
    if (!sent.equals("{}")) {
      throw new AssertionError("sent " + sent);
    }
  }
}
