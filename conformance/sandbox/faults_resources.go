package sandbox

import "net/http"

// resourceFaults are about images, storages, tags and flavors.
func resourceFaults() []*Fault {
	return []*Fault{
		{
			Name: "image-delete-keeps-status", Summary: "a deleted image is answered as ACTIVE",
			Operations: []string{"deleteImage"}, answer: setting("status", "ACTIVE"),
		},
		{
			Name: "image-name-exact", Summary: "images are found by their whole name only",
			Operations: []string{"listImages"}, ask: func(r *http.Request) {
				query := r.URL.Query()
				query.Set("name_fuzzy_match", "false")
				r.URL.RawQuery = query.Encode()
			},
		},
		{
			Name: "image-groups-without-count", Summary: "groups of images do not say how many images they have",
			Operations: []string{"listImageGroups"}, answer: editing(func(m members) {
				for _, name := range []string{"data", "groups"} {
					for _, item := range m.list(name) {
						if o, ok := item.(map[string]any); ok {
							delete(o, "version_count")
						}
					}
				}
			}),
		},
		{
			Name: "storage-mounted-at-once", Summary: "a storage is answered as mounted before it is",
			Operations: []string{"attachStorage"}, answer: setting("status", "MOUNTED"),
		},
		{
			Name: "storage-list-empty", Summary: "a notebook is said to have no storages",
			Operations: []string{"listStorages"}, answer: editing(func(m members) {
				m["data"], m["total"], m["size"] = []any{}, 0, 0
			}),
		},
		{
			Name: "tags-with-body", Summary: "adding tags is answered with status 200, which the contract does not have",
			Operations: []string{"createNotebookTags"}, answer: func(a *answer) {
				if a.ok() {
					a.header.Set("Content-Type", "application/json")
					a.replace(http.StatusOK, members{})
				}
			},
		},
		{
			Name: "tags-not-deleted", Summary: "deleting tags is answered, and not done",
			Operations: []string{"deleteNotebookTags"}, instead: func(_ http.Handler, w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(http.StatusNoContent)
			},
		},
		{
			Name: "flavors-ignore-category", Summary: "flavors are not filtered by hardware",
			Operations: []string{"listFlavors"}, ask: withoutQuery("category"),
		},
		{
			Name: "flavor-memory-as-text", Summary: "the memory of a flavor is a text with its unit",
			Operations: []string{"listFlavors", "listSwitchableFlavors"}, answer: editing(func(m members) {
				for _, item := range m.list("data") {
					if o, ok := item.(map[string]any); ok {
						o["memory"] = "8GB"
					}
				}
			}),
		},
	}
}
