mod server;

use notebooks::apis::configuration::{ApiKey, Configuration};
use notebooks::apis::notebooks_api::{NotebooksApi, NotebooksApiClient};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (base_path, served) = server::listen();
    let mut configuration = Configuration {
        base_path,
        ..Configuration::default()
    };
    if std::env::args().nth(1).as_deref() == Some("header") {
        let token = (
            HeaderName::from_static("x-auth-token"),
            HeaderValue::from_static("token"),
        );
        configuration.client = reqwest::Client::builder()
            .default_headers(HeaderMap::from_iter([token]))
            .build()
            .unwrap();
    } else {
        configuration.api_key = Some(ApiKey {
            prefix: None,
            key: "token".into(),
        });
    }
    NotebooksApiClient::new(configuration.into())
        .list_notebooks()
        .await
        .unwrap();

    let lines: Vec<_> = served
        .join()
        .unwrap()
        .iter()
        .map(|line| line.to_lowercase())
        .collect();
    assert!(
        lines.iter().any(|line| line == "x-auth-token: token"),
        "got {lines:?}"
    );
    assert!(
        !lines.iter().any(|line| line.starts_with("authorization:")),
        "the token is sent as the signature too"
    );
}
