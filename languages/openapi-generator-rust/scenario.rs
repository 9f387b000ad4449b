//! Uses the generated client: create, wait, list, show, a refusal, a status the contract does not know.

use std::{env, error::Error, sync::Arc, time::Duration};

use notebooks::apis::Error as ApiError;
use notebooks::apis::configuration::Configuration;
use notebooks::apis::notebooks_api::{
    CreateNotebookParams, ListNotebooksParams, NotebooksApi, NotebooksApiClient, ShowNotebookError,
    ShowNotebookParams,
};
use notebooks::models::{
    CreateNotebookRequest, Notebook, VolumeCategoryRequest, VolumeOwnershipRequest, VolumeRequest,
};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::sleep;
use uuid::uuid;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const PROJECT: &str = "43b37a202c114c95b8ab3b3c4a8b9f0e";

fn connect(variable: &str) -> Result<NotebooksApiClient> {
    // What is given as api_key is sent as the signature too; see LIMITS.md.
    let token = HeaderValue::from_static("sandbox-token");
    let headers = HeaderMap::from_iter([(HeaderName::from_static("x-auth-token"), token)]);
    Ok(NotebooksApiClient::new(Arc::new(Configuration {
        base_path: env::var(variable)?,
        client: reqwest::Client::builder()
            .default_headers(headers)
            .build()?,
        ..Configuration::default()
    })))
}

async fn create(api: &NotebooksApiClient) -> Result<String> {
    let volume = VolumeRequest {
        capacity: Some(50),
        ..VolumeRequest::new(VolumeCategoryRequest::EVS, VolumeOwnershipRequest::Managed)
    };
    let create_notebook_request = CreateNotebookRequest {
        flavor: Some("modelarts.vm.cpu.2u".into()),
        ..CreateNotebookRequest::new(
            "rust".into(),
            uuid!("e1a07296-22a8-4f05-8bc8-e936c8e54090"),
            volume,
        )
    };
    let params = CreateNotebookParams {
        project_id: PROJECT.into(),
        create_notebook_request,
    };
    Ok(api.create_notebook(params).await?.id)
}

fn shown(id: &str) -> ShowNotebookParams {
    ShowNotebookParams {
        project_id: PROJECT.into(),
        id: id.into(),
    }
}

async fn until(api: &NotebooksApiClient, id: &str, status: &str) -> Result<Notebook> {
    for _ in 0..100 {
        let notebook = api.show_notebook(shown(id)).await?;
        if notebook.status == status {
            return Ok(notebook);
        }
        sleep(Duration::from_millis(50)).await;
    }
    Err(format!("notebook {id} did not become {status}").into())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let api = connect("SANDBOX_URL")?;
    let id = create(&api).await?;
    assert_eq!(until(&api, &id, "RUNNING").await?.name, "rust");

    let mine = ListNotebooksParams::builder()
        .project_id(PROJECT.into())
        .build();
    let page = api.list_notebooks(mine).await?;
    assert!(
        page.data.iter().any(|notebook| notebook.id == id),
        "the list lacks the notebook"
    );

    match api
        .show_notebook(shown("00000000-0000-4000-8000-000000000000"))
        .await
    {
        Err(ApiError::ResponseError(refused)) => {
            assert_eq!(refused.status, 400);
            let Some(ShowNotebookError::Status400(error)) = refused.entity else {
                panic!("absent notebook: got {}", refused.content);
            };
            assert_eq!(error.error_code, "ModelArts.6404");
        }
        other => panic!("absent notebook: got {other:?}"),
    }

    let unknown = connect("UNKNOWN_URL")?;
    let id = create(&unknown).await?;
    until(&unknown, &id, "ACTIVE").await?;
    Ok(())
}
