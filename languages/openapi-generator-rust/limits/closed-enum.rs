use std::env::args;

use notebooks::models::Notebook;

fn main() {
    let member = args().nth(1).unwrap_or("closed".into());
    let notebook: Notebook = serde_json::from_str(&format!(r#"{{"{member}": "NEW"}}"#)).unwrap();
    assert_ne!(notebook, Notebook::default());
}
