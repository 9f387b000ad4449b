package conformance_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract/conformance"
)

func TestEveryEntryFallsToOneShard(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := rapid.SliceOf(rapid.SampledFrom([]string{"a.har", "b.har", "c.har"})).Draw(t, "files")
		count := rapid.IntRange(1, 10).Draw(t, "shards")
		owners := make([]int, len(files))
		var inputs []conformance.Input
		for index := 1; index <= count; index++ {
			shard := conformance.Shard{Index: index, Count: count}
			dealer := conformance.NewDealer(shard)
			dealt := 0
			for i, file := range files {
				if dealer.Deal(file) {
					dealt++
					owners[i]++
					require.Equal(t, i+1, shard.Order(dealt))
				}
			}
			require.InDelta(t, float64(len(files))/float64(count), dealt, 1)
			inputs = append(inputs, *dealer.Input())
		}
		for i := range files {
			require.Equal(t, 1, owners[i], "entry %d", i)
		}
		for _, input := range inputs {
			require.Equal(t, inputs[0], input)
		}
	})
}

func TestAWholeRunTakesEveryEntry(t *testing.T) {
	dealer := conformance.NewDealer(conformance.Shard{})
	require.True(t, dealer.Deal("a.har"))
	require.True(t, dealer.Deal("a.har"))
	require.Nil(t, dealer.Input())
	require.Empty(t, conformance.Shard{}.String())
}

func TestTheInputTellsRecordingsApart(t *testing.T) {
	inputs := map[conformance.Input]bool{}
	for _, files := range [][]string{{}, {"a"}, {"a", "a"}, {"a", "b"}, {"b", "a"}, {"a", "b", "b"}, {"a\" 1\n\"b"}} {
		dealer := conformance.NewDealer(conformance.Shard{Index: 1, Count: 2})
		for _, file := range files {
			dealer.Deal(file)
		}
		inputs[*dealer.Input()] = true
	}
	require.Len(t, inputs, 7)
}

func TestShardsAreRead(t *testing.T) {
	for _, text := range []string{"1/1", "2/3", "7/7"} {
		shard, err := conformance.ParseShard(text)
		require.NoError(t, err)
		require.Equal(t, text, shard.String())
	}
	for _, text := range []string{"", "1", "0/2", "3/2", "-1/2", "1/2/3", "a/2", "1/b", "1/", "/2"} {
		_, err := conformance.ParseShard(text)
		require.EqualError(t, err, "want INDEX/COUNT with an INDEX from 1 to COUNT, such as 2/3", text)
	}
}
