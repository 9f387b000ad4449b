final class Probe {
  public static void main(String[] arguments) throws Exception {
    new com.fasterxml.jackson.databind.ObjectMapper().readValue("\"NEW\"", limit.model.Status.class);
  }
}
