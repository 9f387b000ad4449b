package devenviron

import (
	"context"

	imagesclient "github.com/devenviron/contract/gen/client/images"
	"github.com/devenviron/contract/gen/model/images"
)

// Parameters of operations on images. Where a method takes a pointer to them, nil has none.
type (
	ListImagesParams      = imagesclient.ListImagesParams
	ListImageGroupsParams = imagesclient.ListImageGroupsParams
)

// ListImages gives one page of the images. [Client.Images] goes through all pages.
func (c *Client) ListImages(ctx context.Context, params *ListImagesParams) (*images.ImagePage, error) {
	return read[images.ImagePage](c.images.ListImages(ctx, c.project, params))
}

// RegisterImage makes an image of SWR known.
func (c *Client) RegisterImage(ctx context.Context, image images.RegisterImageRequest) (*images.Image, error) {
	return read[images.Image](c.images.RegisterImage(ctx, c.project, image))
}

// ShowImage gives an image.
func (c *Client) ShowImage(ctx context.Context, id string) (*images.Image, error) {
	return read[images.Image](c.images.ShowImage(ctx, c.project, id, named("image", id)))
}

// DeleteImage makes ModelArts forget an image. With force, a private one is deleted from SWR as well; that is said in
// the query, as the page has it, and in the body, as the official SDKs have it.
func (c *Client) DeleteImage(ctx context.Context, id string, force bool) (*images.Image, error) {
	if !force {
		return read[images.Image](c.images.DeleteImageWithBody(ctx, c.project, id, nil, "application/json", nil, named("image", id)))
	}
	params, body := imagesclient.DeleteImageParams{Force: &force}, images.DeleteImageRequest{IsForce: &force}
	return read[images.Image](c.images.DeleteImage(ctx, c.project, id, &params, body, named("image", id)))
}

// ListImageGroups gives one page of the names of images: in Groups, or with a Limit in Data. [Client.ImageGroups] goes
// through all pages. Without Type the service may take the request for one of an image.
func (c *Client) ListImageGroups(ctx context.Context, params *ListImageGroupsParams) (*images.ImageGroupPage, error) {
	return read[images.ImageGroupPage](c.images.ListImageGroups(ctx, c.project, params))
}
