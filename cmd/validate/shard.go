package main

import "github.com/devenviron/contract/conformance"

// shardFlag is the flag --shard. Its zero value is a whole run.
type shardFlag struct{ conformance.Shard }

func (s *shardFlag) Type() string { return "INDEX/COUNT" }

func (s *shardFlag) Set(text string) (err error) {
	s.Shard, err = conformance.ParseShard(text)
	return err
}
