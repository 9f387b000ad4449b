package sandbox_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/sandbox"
)

func TestAnImageIsRegisteredFoundAndDeleted(t *testing.T) {
	w := newWorld(t)
	address := "swr.example.com/my-organization/pytorch_1_8:train"
	made := w.call("POST", "images", object{"swr_path": address, "arch": "X86_64", "resource_category": []string{"CPU"}}).ok()
	require.Equal(t, "ACTIVE", made.str("status"))
	require.Equal(t, "x86_64", made.str("arch"), "answers have lower case")
	require.Equal(t, "pytorch_1_8", made.str("name"))
	require.Equal(t, "CPU", made.str("resource_categories.0"))
	path := "images/" + made.str("id")
	require.Equal(t, address, w.call("GET", path, nil).ok().str("swr_path"))
	w.call("POST", "images", object{"swr_path": address}).refused(400, "ModelArts.6737")
	w.call("POST", "images", object{"swr_path": "nowhere"}).refused(400, "ModelArts.6336")

	require.Equal(t, []string{"pytorch_1_8"}, w.call("GET", "images?type=DEDICATED", nil).ok().names("data"))
	require.Len(t, w.call("GET", "images?name=torch", nil).ok().names("data"), 2)
	require.Empty(t, w.call("GET", "images?name=torch&name_fuzzy_match=false", nil).ok().names("data"))
	require.Len(t, w.call("GET", "images?limit=2&sort_key=updateTime&sort_dir=ASC", nil).ok().names("data"), 2)
	w.call("GET", "images?offset=9", nil).refused(400, "ModelArts.6400")

	groups := w.call("GET", "images/group?namespace=my-organization", nil).ok()
	require.Equal(t, int64(1), groups.num("groups.0.version_count"))
	require.Nil(t, groups.at("data"), "without a limit they have another name")
	require.Equal(t, []string{"pytorch_1_8"}, w.call("GET", "images/group?type=DEDICATED&limit=5", nil).ok().names("data"))

	require.Equal(t, "DELETED", w.call("DELETE", path, object{"is_force": true}).ok().str("status"))
	w.call("GET", path, nil).refused(400, "ModelArts.6797")
	w.call("DELETE", "images/"+sandbox.DefaultImage, nil).refused(403, "ModelArts.0108")
}

func TestANotebookIsSavedAsAnImage(t *testing.T) {
	w := newWorld(t)
	notebook := "notebooks/" + w.runningNotebook("nb")
	saved := w.call("POST", notebook+"/create-image", object{"name": "saved", "namespace": "org", "tag": "v1"}).ok()
	require.Equal(t, "INIT", saved.str("status"))
	image := "images/" + saved.str("id")
	require.Equal(t, "SNAPSHOTTING", w.call("GET", notebook, nil).str("status"))
	w.call("POST", notebook+"/stop", nil).refused(400, "ModelArts.6357")
	w.call("DELETE", image, nil).refused(400, "ModelArts.6357")
	w.clock.Advance(3 * time.Second)
	require.Equal(t, "CREATING", w.call("GET", image, nil).str("status"))
	w.clock.Advance(2 * time.Second)
	require.Equal(t, "ACTIVE", w.call("GET", image, nil).str("status"))
	require.Equal(t, "RUNNING", w.call("GET", notebook, nil).str("status"))

	child := w.call("POST", "notebooks", changed(aNotebook("child"), "image_id", saved.str("id"))).ok().str("id")
	w.call("DELETE", image, nil).refused(400, "ModelArts.6357")
	w.clock.Advance(3 * time.Second)
	w.call("DELETE", "notebooks/"+child, nil).ok()
	w.clock.Advance(2 * time.Second)
	w.call("DELETE", image, nil).ok()

	failed := w.call("POST", notebook+"/create-image", object{"name": "bad", "namespace": "org"}, sandbox.DisturbanceHeader, "fail").ok().str("id")
	w.clock.Advance(5 * time.Second)
	require.Equal(t, "CREATE_FAILED", w.call("GET", "images/"+failed, nil).str("status"))
}

func TestAStorageIsMountedAndUnmounted(t *testing.T) {
	w := newWorld(t)
	notebook := "notebooks/" + w.runningNotebook("nb")
	bucket := object{"category": "OBS", "mount_path": "/data/course/", "uri": "obs://my-bucket/course/"}
	mounting := w.call("POST", notebook+"/storage", bucket).ok()
	require.Equal(t, "MOUNTING", mounting.str("status"))
	require.Equal(t, "OBSFS", mounting.str("category"), "the service says what it is")
	path := notebook + "/storage/" + mounting.str("id")
	w.call("DELETE", path, nil).refused(400, "ModelArts.6357")
	w.call("POST", notebook+"/storage", bucket).refused(400, "ModelArts.6927")
	w.clock.Advance(time.Second)
	require.Equal(t, "MOUNTED", w.call("GET", path, nil).ok().str("status"))
	require.Equal(t, int64(1), w.call("GET", notebook+"/storage", nil).ok().num("total"))
	require.Equal(t, "UNMOUNTING", w.call("DELETE", path, nil).ok().str("status"))
	w.clock.Advance(time.Second)
	w.call("GET", path, nil).refused(400, "ModelArts.6404")

	failed := w.call("POST", notebook+"/storage", bucket, sandbox.DisturbanceHeader, "fail").ok().str("id")
	w.clock.Advance(time.Second)
	require.NotEmpty(t, w.call("GET", notebook+"/storage/"+failed, nil).ok().str("failure_reason"))

	for field, value := range map[string]struct {
		to   any
		code string
	}{
		"mount_path": {"/data/course2", "ModelArts.6785"}, "uri": {"https://example.com/", "ModelArts.6772"},
		"category": {"EVS", "ModelArts.6336"},
	} {
		w.call("POST", notebook+"/storage", changed(bucket, field, value.to)).refused(400, value.code)
	}
	w.call("POST", notebook+"/storage", changed(bucket, "mount_path", nil)).refused(400, "ModelArts.6927")
	w.call("POST", notebook+"/storage", changed(bucket, "mount_path", "/home/")).refused(400, "ModelArts.6927")
	w.call("POST", notebook+"/storage", changed(changed(bucket, "mount_path", "/data/x/"), "uri", nil)).refused(400, "ModelArts.6335")
	w.call("POST", notebook+"/storage", object{"category": "EFS", "mount_path": "/data/s/", "uri": "share:/", "efs_id": "s"}).refused(400, "ModelArts.6702")
	w.call("POST", notebook+"/stop", nil).ok()
	w.call("POST", notebook+"/storage", bucket).refused(400, "ModelArts.6958")
}

func TestADiskGrowsWhileTheNotebookIsStopped(t *testing.T) {
	w := newWorld(t)
	path := "notebooks/" + w.runningNotebook("nb")
	require.Equal(t, "renamed", w.call("PUT", path, object{"name": "renamed", "description": "new"}).ok().str("name"), "texts change while it runs")
	w.call("POST", path+"/stop", nil).ok()
	w.clock.Advance(2 * time.Second)
	w.call("PUT", path, object{"storage_new_size": 50}).refused(400, "ModelArts.6331")
	growing := w.call("PUT", path, object{"storage_new_size": 100}).ok()
	require.Equal(t, "RESIZING", growing.str("volume.status"))
	require.Equal(t, int64(100), growing.num("volume.capacity"))
	w.call("PUT", path, object{"storage_new_size": 200}).refused(400, "ModelArts.6357")
	w.clock.Advance(2 * time.Second)
	require.Equal(t, "MOUNTED", w.call("GET", path, nil).ok().str("volume.status"))
}

func TestTagsAreAddedReplacedAndDeleted(t *testing.T) {
	w := newWorld(t)
	one, two := w.runningNotebook("one"), w.runningNotebook("two")
	tag := func(id string, tags ...object) {
		require.Equal(t, 204, w.call("POST", "notebooks/"+id+"/tags/create", object{"tags": tags}).status)
	}
	tag(one, object{"key": "purpose", "value": "course"}, object{"key": "owner", "value": "me"})
	tag(two, object{"key": "purpose", "value": "research"})
	tag(one, object{"key": "owner", "value": "you"})
	shown := w.call("GET", "notebooks/tags", nil).ok()
	require.JSONEq(t, `{"tags":[{"key":"owner","values":["you"]},{"key":"purpose","values":["course","research"]}]}`, shown.text)
	require.JSONEq(t, `{}`, w.call("GET", "notebooks/tags?workspace_id=7", nil).ok().text)
	removed := w.call("DELETE", "notebooks/"+one+"/tags/delete", object{"tags": []object{{"key": "purpose", "value": "other"}, {"key": "owner"}}})
	require.Equal(t, 204, removed.status)
	require.Equal(t, "purpose", w.call("GET", "notebooks/"+one, nil).ok().str("tags.0.key"))
	require.Nil(t, w.call("GET", "notebooks/"+one, nil).at("tags.1"))
	w.call("POST", "notebooks/none/tags/create", object{"tags": []object{}}).refused(400, "ModelArts.6404")
}

func TestEachUserHasOneFreeNotebook(t *testing.T) {
	w := newWorld(t)
	opened := w.call("POST", "notebooks/open", nil).ok()
	require.Equal(t, "CREATING", opened.str("status"))
	require.Equal(t, "DEFAULT", opened.str("feature"))
	w.clock.Advance(3 * time.Second)
	again := w.call("POST", "notebooks/open", "{}").ok()
	require.Equal(t, opened.str("id"), again.str("id"))
	require.Equal(t, "RUNNING", again.str("status"))
	w.clock.Advance(2 * time.Hour)
	require.Equal(t, "STOPPED", w.call("GET", "notebooks/"+opened.str("id"), nil).str("status"))
	require.Equal(t, "STARTING", w.call("POST", "notebooks/open", nil).ok().str("status"))
	w.call("POST", "notebooks/open", object{"image_id": "none"}).ok()
}
