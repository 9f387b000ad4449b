mod server;

use notebooks::apis::configuration::Configuration;
use notebooks::apis::notebooks_api::{NotebooksApi, NotebooksApiClient};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (base_path, served) = server::listen();
    let configuration = Configuration {
        base_path,
        ..Configuration::default()
    };
    NotebooksApiClient::new(configuration.into())
        .delete_notebooks()
        .await
        .unwrap();
    assert_eq!(served.join().unwrap()[0], "DELETE /notebooks HTTP/1.1");
}
