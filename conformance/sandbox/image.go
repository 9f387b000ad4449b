package sandbox

import (
	"cmp"
	"slices"
	"strings"

	"github.com/devenviron/contract/gen/model/images"
)

// image is an image with what is under way.
type image struct {
	images.Image
	step step
}

// findImage gives an image of the project or of the provider.
func (p *project) findImage(id string) (*image, error) {
	if i, ok := p.images[id]; ok {
		return i, nil
	}
	for _, i := range p.builtIn {
		if *i.ID == id {
			return i, nil
		}
	}
	return nil, imageNotFound.because("image %q does not exist", id)
}

func (p *project) addImage(i *image) {
	p.images[*i.ID] = i
	p.planImage(i)
}

// planImage plans what becomes of an image that is saved: INIT becomes CREATING half-way, and that ACTIVE.
func (p *project) planImage(i *image) {
	s := i.step
	if s.Due == 0 {
		return
	}
	become := func(due int64, status images.ImageStatus) {
		p.timeline.plan(due, func(at int64) {
			if p.images[*i.ID] == i && i.step == s {
				i.Status, i.UpdateAt = &status, &at
				if due == s.Due {
					i.step = step{}
				}
			}
		})
	}
	if *i.Status == images.ImageStatusInit {
		become((s.Began+s.Due)/2, images.ImageStatusCreating)
	}
	if s.Failing {
		become(s.Due, images.ImageStatusCreateFailed)
	} else {
		become(s.Due, images.ImageStatusActive)
	}
}

// imageRows are the images that a project sees, in the order of their age.
func (p *project) imageRows() []*image {
	rows := slices.Clone(p.builtIn)
	for _, i := range p.images {
		rows = append(rows, i)
	}
	slices.SortFunc(rows, func(a, b *image) int {
		return cmp.Or(cmp.Compare(or(a.CreateAt, 0), or(b.CreateAt, 0)), cmp.Compare(*a.ID, *b.ID))
	})
	return rows
}

// sameTag tells whether two images have one address in SWR.
func (i *image) sameTag(o *image) bool {
	return or(i.Namespace, "") == or(o.Namespace, "") && or(i.Name, "") == or(o.Name, "") && or(i.Tag, "") == or(o.Tag, "")
}

// newTag wants the address of an image to be new in the project.
func (p *project) newTag(i *image) error {
	for _, o := range p.images {
		if i.sameTag(o) {
			return imageTagExists.because("image %s/%s has tag %q already", or(i.Namespace, ""), or(i.Name, ""), or(i.Tag, ""))
		}
	}
	return nil
}

// swrPath is an address in SWR: registry/organization/name:tag.
type swrPath struct{ registry, namespace, name, tag string }

func parseSWRPath(path string) (swrPath, error) {
	var s swrPath
	parts := strings.SplitN(path, "/", 3)
	if len(parts) == 3 {
		s.registry, s.namespace = parts[0], parts[1]
		s.name, s.tag, _ = strings.Cut(parts[2], ":")
	}
	if s.registry == "" || s.namespace == "" || s.tag == "" || s.name == "" || strings.Trim(s.name, imageNameCharacters) != "" {
		return s, propertyValueInvalid.because("swr_path: got %q, want registry/organization/name:tag", path)
	}
	return s, nil
}

const imageNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789._-"
