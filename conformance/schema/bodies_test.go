package schema_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A sampler makes bodies of the contract that look like those of the service, the same in every run.
type sampler struct{ *rand.Rand }

func newSampler(seed uint64) sampler { return sampler{rand.New(rand.NewPCG(seed, 0))} }

// A member is a member of an object whose order is kept.
type member struct {
	name  string
	value any
}

type object []member

// MarshalJSON writes the members in their order; those that are nil are absent.
func (o object) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for _, m := range o {
		if m.value == nil {
			continue
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		var value bytes.Buffer
		encoder := json.NewEncoder(&value)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(m.value); err != nil {
			return nil, err
		}
		b = fmt.Appendf(b, "%q:%s", m.name, bytes.TrimSpace(value.Bytes()))
	}
	return append(b, '}'), nil
}

// maybe drops a value in some of the bodies.
func (s sampler) maybe(value any) any {
	if s.IntN(4) == 0 {
		return nil
	}
	return value
}

func (s sampler) one(of ...string) string { return of[s.IntN(len(of))] }

func (s sampler) hex(n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte("0123456789abcdef"[s.IntN(16)])
	}
	return b.String()
}

func (s sampler) uuid() string {
	return s.hex(8) + "-" + s.hex(4) + "-" + s.hex(4) + "-" + s.hex(4) + "-" + s.hex(12)
}

func (s sampler) time() int64 { return 1_600_000_000_000 + s.Int64N(100_000_000_000) }

// text is plain in nine of ten cases.
func (s sampler) text() string {
	switch s.IntN(20) {
	case 0:
		return "训练用的笔记本 " + s.hex(4)
	case 1:
		return "first line\nsecond \"line\"\t" + s.hex(4)
	}
	return s.one("image classification", "weekly evaluation of the detector", "playground", "") + " " + s.hex(4)
}

func (s sampler) notebook() object {
	created := s.time()
	return object{
		{"id", s.uuid()},
		{"name", "notebook-" + s.hex(4)},
		{"description", s.maybe(s.text())},
		{"status", s.one("RUNNING", "STOPPED", "CREATING", "START_FAILED")},
		{"feature", s.one("DEFAULT", "NOTEBOOK")},
		{"flavor", s.one("modelarts.vm.cpu.2u", "modelarts.vm.gpu.v100", "modelarts.bm.gpu.v100NV32")},
		{"token", s.maybe(s.uuid())},
		{"url", s.maybe("https://authoring-modelarts-cn-north-4.example.com/" + s.uuid() + "/lab")},
		{"workspace_id", "0"},
		{"create_at", created},
		{"update_at", created + s.Int64N(1e9)},
		{"endpoints", []object{{
			{"allowed_access_ips", s.maybe([]string{"192.0.2.1"})},
			{"service", s.one("NOTEBOOK", "SSH")},
			{"uri", "https://" + s.hex(8) + ".example.com"},
			{"key_pair_names", s.maybe([]string{"KeyPair-" + s.hex(4)})},
		}}},
		{"image", object{
			{"id", s.uuid()},
			{"name", s.one("mxnet1.2.1-kernel-cp37", "tensorflow_2.1-cuda_10.1", "pytorch1.4-cuda10.1-cudnn7-ubuntu18.04")},
			{"swr_path", "swr.cn-north-4.example.com/atelier/mxnet1.2.1:latest-" + s.hex(6)},
			{"tag", s.maybe("latest")},
			{"type", s.one("BUILD_IN", "DEDICATED")},
		}},
		{"lease", object{
			{"create_at", created},
			{"duration", 3_600_000 * (1 + s.Int64N(24))},
			{"enable", s.IntN(2) == 0},
			{"type", "TIMING"},
			{"update_at", created},
		}},
		{"volume", object{
			{"capacity", 5 + s.IntN(4000)},
			{"category", s.one("EVS", "EFS")},
			{"mount_path", "/home/ma-user/work/"},
			{"ownership", s.one("MANAGED", "DEDICATED")},
			{"status", s.maybe("MOUNTED")},
		}},
		{"tags", s.maybe([]object{{{"key", "team"}, {"value", s.hex(4)}}})},
		{"user_id", s.hex(32)},
	}
}

func (s sampler) instance() object {
	duration := 3600 * (1 + s.IntN(24))
	return object{
		{"id", "DE-" + s.uuid()},
		{"name", "notebook-" + s.hex(4)},
		{"description", s.text()},
		{"status", s.one("RUNNING", "STOPPED", "CREATING")},
		{"creation_timestamp", fmt.Sprint(s.time())},
		{"latest_update_timestamp", fmt.Sprint(s.time())},
		{"profile", object{
			{"id", "Multi-Engine 1.0 (python3)-gpu"},
			{"name", "Multi-Engine 1.0 (python3)"},
			{"description", "multi engine, gpu, python 3.6 for notebook"},
			{"de_type", "Notebook"},
			{"provision", object{
				{"type", "Docker"},
				{"spec", object{
					{"engine", "CCE"},
					{"params", object{{"namespace", "atelier"}, {"image_name", "mul-kernel-gpu-cuda-cp36"}, {"image_tag", "1.8.1-" + s.hex(8)}, {"annotations", json.RawMessage("null")}}},
				}},
			}},
			{"labels", object{{"driver", "4.9"}, {"pool", s.hex(6)}}},
			{"flavor_type", "GPU"},
		}},
		{"flavor", "modelarts.vm.gpu.v100"},
		{"flavor_details", object{
			{"name", "modelarts.vm.gpu.v100"},
			{"status", "onSale"},
			{"queuing_num", s.IntN(20)},
			{"queue_left_time", s.IntN(5000)},
			{"storage_list", []string{"obs", "evs"}},
			{"is_permitted", true},
			{"type", "GPU"},
			{"params", object{{"CPU", 8}, {"GPU", 1}, {"gpu_type", "v100"}, {"memory", "64GiB"}}},
			{"promo_type", s.one("Free", "NoDiscount")},
			{"instance_num", s.IntN(4)},
			{"duration", 3600},
			{"store_time", -1},
			{"billing_flavor", s.maybe("modelarts.vm.gpu.v100")},
			{"billing_params", 1},
		}},
		{"spec", object{
			{"extend_storage", json.RawMessage("null")},
			{"storage", object{{"type", "obs"}, {"location", object{{"path", "bucket-" + s.hex(4) + "/notebooks/"}}}}},
			{"credential", object{{"ssh_private_key", s.maybe(s.hex(40))}}},
			{"repository", json.RawMessage("null")},
			{"auto_stop", object{{"enable", true}, {"duration", duration}, {"prompt", true}, {"stop_timestamp", s.time()}, {"remain_time", duration / 2}}},
			{"failed_reasons", json.RawMessage("null")},
			{"annotations", object{{"target_domain", "https://modelarts-notebook.example.com"}, {"url", "https://modelarts-notebook.example.com/" + s.uuid()}}},
			{"extend_params", json.RawMessage("null")},
		}},
		{"workspace", object{{"id", "0"}}},
		{"user", object{{"id", s.hex(32)}, {"name", "user-" + s.hex(4)}}},
	}
}

func (s sampler) page(notebooks int) object {
	data := make([]object, notebooks)
	for i := range data {
		data[i] = s.notebook()
	}
	return object{{"current", 0}, {"data", data}, {"pages", 1}, {"size", notebooks}, {"total", notebooks}}
}

// compact and indented are the two forms in which bodies are recorded.
func compact(t testing.TB, value any) []byte {
	t.Helper()
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	require.NoError(t, encoder.Encode(value))
	return bytes.TrimSpace(b.Bytes())
}

func indented(t testing.TB, value any) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, json.Indent(&b, compact(t, value), "", "  "))
	return b.Bytes()
}

// shuffled puts the members of all objects in random order.
func (s sampler) shuffled(value any) any {
	switch value := value.(type) {
	case object:
		out := make(object, len(value))
		for i, to := range s.Perm(len(value)) {
			out[to] = member{value[i].name, s.shuffled(value[i].value)}
		}
		return out
	case []object:
		out := make([]object, len(value))
		for i := range value {
			out[i] = s.shuffled(value[i]).(object)
		}
		return out
	}
	return value
}

// faulty breaks one rule in each of the notebooks or instances that a value holds.
func (s sampler) faulty(value any) any {
	o := value.(object)
	for i := range o {
		if data, ok := o[i].value.([]object); ok && o[i].name == "data" {
			for k := range data {
				data[k] = s.faulty(data[k]).(object)
			}
			return o
		}
	}
	name, wrong := "name", any(5)
	switch s.IntN(4) {
	case 0:
		name, wrong = "status", "RUNING"
	case 1:
		name, wrong = "id", nil
	case 2:
		o = append(o, member{"workspaceId", "0"})
	}
	for i := range o {
		if o[i].name == name {
			o[i].value = wrong
		}
	}
	return o
}

// escaped writes one escape into every string and name of a text.
func escaped(body []byte) []byte {
	var out []byte
	inString := false
	for i := 0; i < len(body); i++ {
		c := body[i]
		out = append(out, c)
		switch {
		case c == '\\':
			i++
			out = append(out, body[i])
		case c == '"':
			if inString = !inString; inString && body[i+1] >= ' ' && body[i+1] < 0x7F && body[i+1] != '"' && body[i+1] != '\\' {
				i++
				out = fmt.Appendf(out, "\\u%04x", body[i])
			}
		}
	}
	return out
}

// composed is a contract full of combinators, for the bodies of sampler.events.
const composed = `
openapi: 3.0.3
info: {title: t, version: '1'}
paths: {}
components:
  schemas:
    Events: {type: array, items: {$ref: '#/components/schemas/Event'}}
    Event:
      oneOf: [{$ref: '#/components/schemas/Created'}, {$ref: '#/components/schemas/Changed'}, {$ref: '#/components/schemas/Deleted'}]
      discriminator: {propertyName: kind}
    Base:
      type: object
      required: [id, kind, at]
      properties:
        id: {type: string, format: uuid}
        kind: {type: string}
        at: {type: integer, format: int64}
        actor: {anyOf: [{$ref: '#/components/schemas/User'}, {$ref: '#/components/schemas/Service'}]}
    User: {type: object, required: [user], properties: {user: {type: string}, mail: {type: string}}}
    Service: {type: object, required: [service], properties: {service: {type: string}, zone: {type: string}}}
    Created:
      allOf:
        - $ref: '#/components/schemas/Base'
        - type: object
          required: [size]
          properties: {size: {type: integer, minimum: 1}, flavor: {type: string}, lease: {$ref: '#/components/schemas/Lease'}}
    Changed:
      allOf:
        - $ref: '#/components/schemas/Base'
        - type: object
          required: [before, after]
          properties: {before: {$ref: '#/components/schemas/Value'}, after: {$ref: '#/components/schemas/Value'}}
    Deleted:
      allOf:
        - $ref: '#/components/schemas/Base'
        - type: object
          properties: {reason: {type: string, enum: [user, lease, quota]}, forced: {type: boolean}}
    Value:
      oneOf:
        - {type: string, maxLength: 40}
        - {type: integer}
        - {type: object, required: [unit, amount], properties: {unit: {type: string, enum: [GB, MB]}, amount: {type: number}}}
        - {type: object, required: [ref], properties: {ref: {type: string}}}
    Lease:
      type: object
      properties: {enable: {type: boolean}, duration: {type: integer}}
      not: {required: [enable], properties: {enable: {enum: [true]}}, not: {required: [duration]}}
`

func (s sampler) events(n int) []object {
	out := make([]object, n)
	for i := range out {
		kind := s.one("Created", "Changed", "Deleted")
		out[i] = append(object{{"id", s.uuid()}, {"kind", kind}, {"at", s.time()}, {"actor", s.maybe(s.actor())}}, s.event(kind)...)
	}
	return out
}

func (s sampler) actor() object {
	if s.IntN(2) == 0 {
		return object{{"user", "user-" + s.hex(4)}, {"mail", s.maybe(s.hex(8) + "@example.com")}}
	}
	return object{{"service", "scheduler"}, {"zone", s.maybe("cn-north-4a")}}
}

func (s sampler) event(kind string) object {
	switch kind {
	case "Created":
		return object{{"size", 1 + s.IntN(100)}, {"flavor", s.maybe("modelarts.vm.cpu.2u")}, {"lease", s.maybe(object{{"enable", true}, {"duration", 3600}})}}
	case "Changed":
		return object{{"before", s.value()}, {"after", s.value()}}
	}
	return object{{"reason", s.maybe(s.one("user", "lease", "quota"))}, {"forced", s.IntN(2) == 0}}
}

func (s sampler) value() any {
	switch s.IntN(4) {
	case 0:
		return "value " + s.hex(8)
	case 1:
		return s.IntN(1000)
	case 2:
		return object{{"unit", s.one("GB", "MB")}, {"amount", float64(s.IntN(1000)) / 4}}
	}
	return object{{"ref", s.uuid()}}
}
