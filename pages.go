package devenviron

import (
	"context"
	"fmt"
	"iter"

	"github.com/devenviron/contract/gen/errorcode"
	"github.com/devenviron/contract/gen/model/demanager"
	"github.com/devenviron/contract/gen/model/flavors"
	"github.com/devenviron/contract/gen/model/images"
	"github.com/devenviron/contract/gen/model/notebooks"
)

// Instances goes through all instances that match the filters, each once, from Offset on, and asks for the next page when
// it is needed. Limit is the size of a page. An error is the last that it yields.
func (c *Client) Instances(ctx context.Context, params *ListInstancesParams) iter.Seq2[demanager.Instance, error] {
	asked := value(params)
	return all(asked.Offset, limit(asked.Limit, 100), func(i demanager.Instance) string { return i.ID },
		func(offset, limit *int) (page[demanager.Instance], error) {
			asked := asked
			asked.Offset, asked.Limit = offset, limit
			got, err := c.ListInstances(ctx, &asked)
			return page[demanager.Instance]{value(got).Instances, int64(value(got).TotalCount)}, err
		})
}

// Notebooks goes through the caller's notebooks as [Client.Instances] goes through instances.
func (c *Client) Notebooks(ctx context.Context, params *ListNotebooksParams) iter.Seq2[notebooks.Notebook, error] {
	asked := value(params)
	return all(asked.Offset, limit(asked.Limit, 50), notebookID, func(offset, limit *int) (page[notebooks.Notebook], error) {
		asked := asked
		asked.Offset, asked.Limit = offset, limit
		got, err := c.ListNotebooks(ctx, &asked)
		return page[notebooks.Notebook]{value(got).Data, value(got).Total}, err
	})
}

// AllNotebooks goes through the notebooks of all users as [Client.Instances] goes through instances.
func (c *Client) AllNotebooks(ctx context.Context, params *ListAllNotebooksParams) iter.Seq2[notebooks.Notebook, error] {
	asked := value(params)
	return all(asked.Offset, limit(asked.Limit, 50), notebookID, func(offset, limit *int) (page[notebooks.Notebook], error) {
		asked := asked
		asked.Offset, asked.Limit = offset, limit
		got, err := c.ListAllNotebooks(ctx, &asked)
		return page[notebooks.Notebook]{value(got).Data, value(got).Total}, err
	})
}

func notebookID(n notebooks.Notebook) string { return n.ID }

// Flavors goes through the flavors as [Client.Instances] goes through instances. Without Limit there is one page.
func (c *Client) Flavors(ctx context.Context, params *ListFlavorsParams) iter.Seq2[flavors.Flavor, error] {
	asked := value(params)
	return all(asked.Offset, asked.Limit, flavorID, func(offset, limit *int) (page[flavors.Flavor], error) {
		asked := asked
		asked.Offset, asked.Limit = offset, limit
		return flavorPage(c.ListFlavors(ctx, &asked))
	})
}

// SwitchableFlavors goes through the flavors to which a notebook can change as [Client.Flavors] goes through all.
func (c *Client) SwitchableFlavors(ctx context.Context, id string, params *ListSwitchableFlavorsParams) iter.Seq2[flavors.Flavor, error] {
	asked := value(params)
	return all(asked.Offset, asked.Limit, flavorID, func(offset, limit *int) (page[flavors.Flavor], error) {
		asked := asked
		asked.Offset, asked.Limit = offset, limit
		return flavorPage(c.ListSwitchableFlavors(ctx, id, &asked))
	})
}

func flavorID(f flavors.Flavor) string { return value(f.ID) }

// flavorPage takes the flavors from where they are; most answers have them twice.
func flavorPage(got *flavors.FlavorPage, err error) (page[flavors.Flavor], error) {
	items := value(got).Data
	if len(items) == 0 {
		items = value(got).Flavors
	}
	return page[flavors.Flavor]{items, value(value(got).Total)}, err
}

// Images goes through the images as [Client.Instances] goes through instances.
func (c *Client) Images(ctx context.Context, params *ListImagesParams) iter.Seq2[images.Image, error] {
	asked := value(params)
	return all(asked.Offset, limit(asked.Limit, 200), func(i images.Image) string { return value(i.ID) },
		func(offset, limit *int) (page[images.Image], error) {
			asked := asked
			asked.Offset, asked.Limit = offset, limit
			got, err := c.ListImages(ctx, &asked)
			return page[images.Image]{value(got).Data, value(got).Total}, err
		})
}

// ImageGroups goes through the names of images as [Client.Instances] goes through instances.
func (c *Client) ImageGroups(ctx context.Context, params *ListImageGroupsParams) iter.Seq2[images.ImageGroup, error] {
	asked := value(params)
	return all(asked.Offset, limit(asked.Limit, 200), func(g images.ImageGroup) string { return value(g.ID) },
		func(offset, limit *int) (page[images.ImageGroup], error) {
			asked := asked
			asked.Offset, asked.Limit = offset, limit
			got, err := c.ListImageGroups(ctx, &asked)
			items := value(got).Data
			if len(items) == 0 {
				items = value(got).Groups
			}
			return page[images.ImageGroup]{items, value(value(got).Total)}, err
		})
}

// page is part of a list. Its total is 0 where the answer has none.
type page[T any] struct {
	items []T
	total int64
}

const (
	// mostPages ends a list that would never end.
	mostPages = 10_000
	// mostRepeats is how many pages in a row may have nothing new. One may: what is created meanwhile shifts the rest.
	mostRepeats = 1
)

// all goes through a list. Offsets count items, so the next page starts after those that came, however many were asked
// for.
func all[T any](start, limit *int, id func(T) string, get func(offset, limit *int) (page[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		seen := map[string]bool{}
		offset, repeats := value(start), 0
		for pages := 0; ; pages++ {
			from := start
			if pages > 0 {
				from = &offset
			}
			got, err := get(from, limit)
			if value(from) > 0 && hasCode(err, errorcode.PayloadInvalid) {
				return // the service refuses an offset behind the end
			}
			if err != nil {
				yield(none, err)
				return
			}
			repeats++
			for _, item := range got.items {
				key := id(item)
				if key != "" && seen[key] {
					continue
				}
				seen[key], repeats = true, 0
				if !yield(item, nil) {
					return
				}
			}
			offset += len(got.items)
			switch {
			case len(got.items) == 0, got.total > 0 && int64(offset) >= got.total:
				return
			// Without a total, a short page may be all that the service gives at once; without a limit, it gives all.
			case got.total == 0 && (limit == nil || repeats > 0):
				return
			case repeats > mostRepeats:
				yield(none, fmt.Errorf("list: got the same items again at offset %d of %d, want others; the service does not heed offset", offset, got.total))
				return
			case pages == mostPages:
				yield(none, fmt.Errorf("list: got %d pages, and no end", pages))
				return
			}
		}
	}
}

// limit is the size of pages, where the caller does not say it.
func limit(asked *int, otherwise int) *int {
	if asked == nil {
		return &otherwise
	}
	return asked
}
