package suite_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/devenviron/contract/conformance/sandbox"
)

// sign signs requests without a query, as SDK-HMAC-SHA256 has it.
func sign(user sandbox.User) func(*http.Request) error {
	return func(r *http.Request) error {
		var body []byte
		if r.GetBody != nil {
			again, err := r.GetBody()
			if err != nil {
				return err
			}
			if body, err = io.ReadAll(again); err != nil {
				return err
			}
		}
		date := time.Now().UTC().Format("20060102T150405Z")
		r.Header.Set("X-Sdk-Date", date)
		canonical := strings.Join([]string{
			r.Method, strings.TrimSuffix(r.URL.EscapedPath(), "/") + "/", "", "x-sdk-date:" + date + "\n", "x-sdk-date", digest(body),
		}, "\n")
		mac := hmac.New(sha256.New, []byte(user.SecretKey))
		mac.Write([]byte("SDK-HMAC-SHA256\n" + date + "\n" + digest([]byte(canonical))))
		r.Header.Set("Authorization", "SDK-HMAC-SHA256 Access="+user.AccessKey+", SignedHeaders=x-sdk-date, Signature="+hex.EncodeToString(mac.Sum(nil)))
		return nil
	}
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
