package signer

import (
	"strings"
	"testing"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/modelarts/v1/region"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract"
)

func TestRegionsAreWhereTheOfficialSDKHasThem(t *testing.T) {
	for id := range strings.FieldsSeq(`af-north-1 af-south-1 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 cn-east-3 cn-east-4
		cn-north-1 cn-north-2 cn-north-4 cn-north-9 cn-north-11 cn-north-12 cn-south-1 cn-southwest-2 cn-southwest-3 la-north-2 la-south-2
		me-east-1 sa-brazil-1 tr-west-1`) {
		official, err := region.SafeValueOf(id)
		require.NoError(t, err)
		want := official.Endpoints[0]
		if id == "ap-southeast-1" {
			// The SDK has myhuaweicloud.cn here, and .com in every other region of the service; users of the region have .com.
			want = "https://modelarts.ap-southeast-1.myhuaweicloud.com"
		}
		client, err := devenviron.New(id, devenviron.WithProject("p"), devenviron.WithToken("t"))
		require.NoError(t, err)
		require.Equal(t, want, client.Endpoint())
	}
}
