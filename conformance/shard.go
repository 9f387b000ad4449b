package conformance

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"strconv"
	"strings"
)

// Shard is the part of a run that falls to one of several processes. The zero value is a whole run.
//
// The exchanges of all recordings are dealt out in turn, as cards are, and so is what cannot be read: parts differ by
// one at most, and which one gets an exchange depends on nothing but its place in the run.
type Shard struct {
	// Index is which part it is, from 1 to Count.
	Index int `json:"index"`
	Count int `json:"count"`
}

// ParseShard reads INDEX/COUNT, such as 2/3.
func ParseShard(text string) (Shard, error) {
	left, right, _ := strings.Cut(text, "/")
	index, err := strconv.Atoi(left)
	count, countErr := strconv.Atoi(right)
	if err != nil || countErr != nil || index < 1 || index > count {
		return Shard{}, errors.New("want INDEX/COUNT with an INDEX from 1 to COUNT, such as 2/3")
	}
	return Shard{index, count}, nil
}

// String gives what ParseShard reads, "" for a whole run.
func (s Shard) String() string {
	if s.Count == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Index, s.Count)
}

// Order gives the place in the run, from 1, of the nth exchange that falls to the shard.
func (s Shard) Order(n int) int { return (n-1)*s.Count + s.Index }

// Dealer deals out a run: it is asked about every entry in order, and tells which ones fall to the shard.
type Dealer struct {
	shard   Shard
	entries int
	file    string
	inFile  int
	sum     hash.Hash
}

// NewDealer starts a run.
func NewDealer(s Shard) *Dealer { return &Dealer{shard: s, sum: sha256.New()} }

// Deal takes the next entry of a file, readable or not, and reports whether it falls to the shard.
func (d *Dealer) Deal(file string) bool {
	if file != d.file {
		d.endFile()
		d.file = file
	}
	d.inFile++
	d.entries++
	return d.shard.Count == 0 || (d.entries-1)%d.shard.Count == d.shard.Index-1
}

func (d *Dealer) endFile() {
	if d.inFile > 0 {
		fmt.Fprintf(d.sum, "%q %d\n", d.file, d.inFile)
	}
	d.inFile = 0
}

// Input says what was dealt out. It is the same for all shards of a run. A whole run has none.
func (d *Dealer) Input() *Input {
	if d.shard.Count == 0 {
		return nil
	}
	d.endFile()
	return &Input{Entries: d.entries, SHA256: hex.EncodeToString(d.sum.Sum(nil))}
}

// Input tells the recordings of a run from others.
type Input struct {
	// Entries counts what all shards have to read, and could not read.
	Entries int `json:"entries"`
	// SHA256 is the hash over the names of the files and their numbers of entries.
	SHA256 string `json:"sha256"`
}
