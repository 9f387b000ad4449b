package proxy_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/proxy"
	"github.com/devenviron/contract/conformance/recording"
)

func exchange(t testing.TB, path string) *conformance.Exchange {
	t.Helper()
	u, err := url.Parse("http://h/" + path)
	require.NoError(t, err)
	return &conformance.Exchange{
		Request:  conformance.Request{Method: "GET", URL: u},
		Response: conformance.Response{Status: 200, Body: conformance.Body{Bytes: []byte(path), Recorded: true}},
	}
}

func names(t testing.TB, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

var forms = []proxy.Form{proxy.NDJSON, proxy.HAR}

func TestTheFilesAreWholeAfterEveryExchange(t *testing.T) {
	for _, form := range forms {
		for _, sync := range []proxy.Sync{proxy.SyncAlways, proxy.SyncInterval, proxy.SyncNever} {
			t.Run(fmt.Sprint(form, sync), func(t *testing.T) {
				folder := filepath.Join(t.TempDir(), "a", "b")
				r, err := proxy.NewRecorder(folder, proxy.RecorderOptions{Form: form, Sync: sync, SegmentSize: 1000})
				require.NoError(t, err)
				for i := range 9 {
					require.NoError(t, r.Record(exchange(t, fmt.Sprint(i))))
					require.Len(t, readFolder(t, folder), i+1)
				}
				require.NoError(t, r.Close())
				for i, x := range readFolder(t, folder) {
					require.Equal(t, fmt.Sprint(i), string(x.Response.Body.Bytes))
				}
				require.Greater(t, len(names(t, folder)), 1, "another file begins when one is full")
				info, err := os.Stat(folder)
				require.NoError(t, err)
				require.Equal(t, "drwx------", info.Mode().String())
				for _, name := range names(t, folder) {
					info, err := os.Stat(filepath.Join(folder, name))
					require.NoError(t, err)
					require.Equal(t, "-rw-------", info.Mode().String())
				}
			})
		}
	}
}

func TestARecordingStandsNextToEarlierOnes(t *testing.T) {
	folder := t.TempDir()
	var before []byte
	for run, form := range []proxy.Form{proxy.NDJSON, proxy.HAR, proxy.NDJSON} {
		r, err := proxy.NewRecorder(folder, proxy.RecorderOptions{Form: form})
		require.NoError(t, err)
		require.NoError(t, r.Record(exchange(t, "x")))
		require.NoError(t, r.Close())
		first, err := os.ReadFile(filepath.Join(folder, "000001.ndjson"))
		require.NoError(t, err)
		require.True(t, run == 0 || bytes.Equal(before, first))
		before = first
	}
	require.Equal(t, []string{"000001.ndjson", "000002.har", "000003.ndjson"}, names(t, folder))
}

func TestARecordingOfNothingLeavesNoFile(t *testing.T) {
	folder := t.TempDir()
	r, err := proxy.NewRecorder(folder, proxy.RecorderOptions{})
	require.NoError(t, err)
	require.NoError(t, r.Close())
	require.Empty(t, names(t, folder))
}

func TestAFolderThatCannotBeWrittenIsAnError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := proxy.NewRecorder(file, proxy.RecorderOptions{})
	require.Error(t, err)
}

func TestSegmentsAreReadWhileTheyAreWritten(t *testing.T) {
	for _, form := range forms {
		t.Run(string(form), func(t *testing.T) {
			folder := t.TempDir()
			r, err := proxy.NewRecorder(folder, proxy.RecorderOptions{Form: form, SegmentSize: 2000})
			require.NoError(t, err)
			var got, want []string
			var reading sync.WaitGroup
			reading.Go(func() {
				for name, in := range r.Segments() {
					for x, err := range recording.Read(name, in) {
						if err != nil {
							got = append(got, err.Error())
							continue
						}
						got = append(got, string(x.Response.Body.Bytes))
					}
				}
			})
			for i := range 100 {
				want = append(want, fmt.Sprint(i))
				require.NoError(t, r.Record(exchange(t, want[i])))
			}
			require.NoError(t, r.Close())
			reading.Wait()
			require.Equal(t, want, got)
		})
	}
}

func TestWhatCannotBeRecordedIsRefusedUntilItCan(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "traffic")
	s := behind(t, func(http.ResponseWriter, *http.Request) {}, setting{folder: folder, recorder: proxy.RecorderOptions{SegmentSize: 1}})
	response, _ := s.do(t, "GET", "/first", "")
	require.Equal(t, http.StatusOK, response.StatusCode)
	require.NoError(t, os.Rename(folder, folder+"-away")) // The file is full, and the next one has no folder.
	response, text := s.do(t, "GET", "/second", "")
	require.Equal(t, http.StatusServiceUnavailable, response.StatusCode)
	require.Equal(t, "validate; error=proxy_internal_error", response.Header.Get("Proxy-Status"))
	require.Equal(t, "proxy: exchanges cannot be recorded at present\n", text)
	response, _ = s.do(t, "GET", "/third", "")
	require.Equal(t, http.StatusServiceUnavailable, response.StatusCode)
	require.NoError(t, os.Rename(folder+"-away", folder))
	require.Eventually(t, func() bool { return s.Recorder.Err() == nil }, waitLimit, waitStep)
	response, _ = s.do(t, "GET", "/fourth", "")
	require.Equal(t, http.StatusOK, response.StatusCode)
	recorded, lost, cause := s.Recorder.Counts()
	require.Equal(t, 2, recorded)
	require.Equal(t, 1, lost)
	require.Error(t, cause)
	require.Len(t, s.recorded(t), 2)
}

func TestABodyWhoseExchangeIsNotRecordedHasNoEnd(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "traffic")
	answered := strings.Repeat("x", 100_000)
	s := behind(t, func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(answered)) },
		setting{folder: folder, recorder: proxy.RecorderOptions{SegmentSize: 1}})
	s.do(t, "GET", "/first", "")
	require.NoError(t, os.Rename(folder, folder+"-away"))
	response, err := s.Client.Get(s.URL + "/second")
	if err == nil {
		defer response.Body.Close()
		_, err = bytes.NewBuffer(nil).ReadFrom(response.Body)
	}
	require.Error(t, err)
}

func TestWhatCannotBeRecordedPassesWhenItMay(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "traffic")
	s := behind(t, func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("text")) },
		setting{folder: folder, recorder: proxy.RecorderOptions{SegmentSize: 1}, Options: proxy.Options{PassUnrecorded: true}})
	s.do(t, "GET", "/", "")
	require.NoError(t, os.Rename(folder, folder+"-away"))
	for range 2 {
		response, text := s.do(t, "GET", "/", "")
		require.Equal(t, http.StatusOK, response.StatusCode)
		require.Equal(t, "text", text)
	}
	_, lost, _ := s.Recorder.Counts()
	require.Equal(t, 2, lost)
}
