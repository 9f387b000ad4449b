package proxy_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/proxy"
	"github.com/devenviron/contract/conformance/recording"
)

// BenchmarkLoad sends 500 requests a second, whether earlier ones are answered or not, to an upstream and to a proxy
// before it, which records them while a judge reads the recording. It tells the latency at the median and the 99th
// percentile, and fails when an exchange is not recorded.
// The latency counts from when a request was to be sent.
func BenchmarkLoad(b *testing.B) {
	const rate = 500
	answer := []byte(`{"current": 0, "data": [` + notebook + `], "pages": 1, "size": 1, "total": 1}`)
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write(answer)
	}))
	b.Cleanup(upstream.Close)
	b.Run("direct", func(b *testing.B) {
		client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 512}}
		b.Cleanup(client.CloseIdleConnections)
		load(b, client, upstream.URL, rate)
	})
	contract := conformance.Must(conformance.Embedded())
	for _, policy := range []proxy.Sync{proxy.SyncNever, proxy.SyncInterval, proxy.SyncAlways} {
		b.Run("proxy/"+string(policy), func(b *testing.B) {
			s := serve(b, upstream.URL, setting{Options: proxy.Options{Contract: contract}, recorder: proxy.RecorderOptions{Sync: policy}})
			judged := 0
			var judge sync.WaitGroup
			judge.Go(func() {
				for name, in := range s.Recorder.Segments() {
					for range contract.CheckAll(recording.Entries(name, in), 1) {
						judged++
					}
				}
			})
			load(b, s.Client, s.URL, rate)
			b.StopTimer()
			s.end()
			judge.Wait()
			require.Equal(b, b.N, judged)
			recorded, lost, _ := s.Recorder.Counts()
			require.Equal(b, b.N, recorded)
			require.Zero(b, lost)
			b.ReportMetric(float64(recorded), "recorded")
		})
	}
}

const notebook = `{"id": "a55eba18-1ebf-4e9a-8229-d2d3b593a3dc", "name": "notebook_b9d9", "status": "RUNNING", "flavor": "modelarts.vm.cpu.2u", ` +
	`"feature": "NOTEBOOK", "create_at": 1638841744515, "update_at": 1638842016424, "url": "https://authoring.example.com/a55eba18"}`

// load sends b.N requests at a rate in requests a second.
func load(b *testing.B, client *http.Client, url string, rate int) {
	latencies := make([]time.Duration, b.N)
	failed := make([]error, b.N)
	var requests sync.WaitGroup
	b.ResetTimer()
	start := time.Now()
	for i := range b.N {
		due := start.Add(time.Duration(i) * time.Second / time.Duration(rate))
		time.Sleep(time.Until(due))
		requests.Go(func() {
			failed[i] = get(client, url+"/v1/p/notebooks?limit=1")
			latencies[i] = time.Since(due)
		})
	}
	requests.Wait()
	b.StopTimer()
	for _, err := range failed {
		require.NoError(b, err)
	}
	slices.Sort(latencies)
	b.ReportMetric(0, "ns/op") // which is the rate
	for _, percent := range []int{50, 99} {
		b.ReportMetric(latencies[(b.N-1)*percent/100].Seconds()*1000, fmt.Sprintf("p%d-ms", percent))
	}
	b.ReportMetric(float64(b.N), "sent")
}

func get(client *http.Client, url string) error {
	response, err := client.Get(url)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("got status %d", response.StatusCode)
	}
	return nil
}
