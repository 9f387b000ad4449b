package sandbox

import (
	"github.com/devenviron/contract/gen/model/demanager"
	"github.com/devenviron/contract/gen/model/flavors"
	"github.com/devenviron/contract/gen/model/images"
	"github.com/devenviron/contract/gen/model/notebooks"
)

// What a sandbox has of the provider where its state names nothing else.

// DefaultImage is the ID of the first of the provider's images. It runs on CPU and GPU, with NOTEBOOK and SSH.
const DefaultImage = "e1a07296-22a8-4f05-8bc8-e936c8e54090"

// SSHImage is the ID of an image of the provider that is for SSH only.
const SSHImage = "278e88d1-5b71-4766-8502-b3ba72e824d9"

func defaultImages() []images.Image {
	cpu, gpu := images.ResourceCategoryCPU, images.ResourceCategoryGPU
	return []images.Image{
		builtInImage(DefaultImage, "notebook2.0-mul-kernel-cpu-cp36", "3.3.2-release_v1", 1638234504492,
			[]images.ImageService{images.ImageServiceNotebook, images.ImageServiceSSH}, cpu, gpu),
		builtInImage(SSHImage, "pytorch1.8-cuda10.2-cudnn7-ubuntu18.04", "pytorch_1.8.0-cuda_10.2", 1638234504493,
			[]images.ImageService{images.ImageServiceSSH}, gpu, cpu),
		builtInImage("35d5ae1e-f3b0-4e25-b4c9-ff2e2d6d0c11", "tensorflow2.1-cuda10.1-cudnn7-ubuntu18.04", "tf_2.1", 1638234504494,
			[]images.ImageService{images.ImageServiceNotebook, images.ImageServiceSSH}, gpu),
	}
}

func builtInImage(id, name, tag string, made int64, services []images.ImageService, categories ...images.ResourceCategory) images.Image {
	return images.Image{
		ID: &id, Name: &name, Tag: &tag, Description: new("An image of the provider."), Arch: new(images.ArchitectureX86),
		Namespace: new("atelier"), SwrPath: new("swr.sandbox.example/atelier/" + name + ":" + tag),
		CreateAt: &made, UpdateAt: &made, DevServices: services, ResourceCategories: categories, SupportResCategories: categories,
		ServiceType: new(images.ImageServiceTypeCommon), Status: new(images.ImageStatusActive), Type: new(images.ImageTypeBuiltIn),
		Visibility: new(images.ImageVisibilityPublic), WorkspaceID: new(defaultWorkspace),
	}
}

func defaultFlavors() []flavors.Flavor {
	all := []flavors.FlavorStorage{flavors.FlavorStorageEVS, flavors.FlavorStorageEFS, flavors.FlavorStorageOBS, flavors.FlavorStorageOBSFS}
	flavor := func(id, name string, vcpus, gigabytes int) flavors.Flavor {
		return flavors.Flavor{
			ID: &id, Name: &name, Description: new(name), Vcpus: &vcpus, Memory: new(int64(gigabytes) << 20),
			Arch: new(images.ArchitectureX86), Category: new(images.ResourceCategoryCPU), Feature: new(notebooks.NotebookFeatureNotebook),
			Free: new(false), SoldOut: new(false), Storages: all, Billing: &flavors.FlavorBilling{Code: &id, UnitNum: new(1)},
		}
	}
	free := flavor("modelarts.vm.cpu.free", "CPU: 2 vCPUs 4 GB", 2, 4)
	free.Feature, free.Free = new(notebooks.NotebookFeatureDefault), new(true)
	gpu := flavor("modelarts.vm.gpu.v100", "GPU: 1*V100 (32 GB) | CPU: 8 vCPUs 64 GB", 8, 64)
	gpu.Category = new(images.ResourceCategoryGPU)
	gpu.Gpu = &flavors.FlavorGPU{Gpu: new(1), GpuMemory: new("32GB"), Type: new("V100")}
	soldOut := flavor("modelarts.vm.gpu.p100", "GPU: 1*P100 (16 GB) | CPU: 8 vCPUs 64 GB", 8, 64)
	soldOut.Category, soldOut.Gpu, soldOut.SoldOut = gpu.Category, &flavors.FlavorGPU{Gpu: new(1), GpuMemory: new("16GB"), Type: new("P100")}, new(true)
	arm := flavor("modelarts.bm.snt9.xlarge.2", "CPU: 48 vCPUs 192 GB", 48, 192)
	arm.Arch, arm.Storages = new(images.ArchitectureARM), []flavors.FlavorStorage{flavors.FlavorStorageEFS}
	return []flavors.Flavor{
		flavor("modelarts.vm.cpu.2u", "CPU: 2 vCPUs 8 GB", 2, 8), flavor("modelarts.vm.cpu.8u", "CPU: 8 vCPUs 32 GB", 8, 32),
		gpu, soldOut, arm, free,
	}
}

func defaultHardware() []demanager.FlavorDetails {
	flavor := func(name string, kind demanager.HardwareType, params map[string]any, promotion demanager.PromotionType, status demanager.FlavorStatus) demanager.FlavorDetails {
		return demanager.FlavorDetails{
			Name: &name, Type: &kind, Params: params, PromoType: &promotion, Status: &status, StoreTime: new(-1), IsPermitted: new(true),
			StorageList: []demanager.FlavorStorage{demanager.FlavorStorageObs, demanager.FlavorStorageEvs},
		}
	}
	const cpu, gpu = demanager.HardwareTypeCPU, demanager.HardwareTypeGPU
	const free, paid = demanager.PromotionTypeFree, demanager.PromotionTypeNoDiscount
	const onSale, soldOut = demanager.FlavorStatusOnSale, demanager.FlavorStatusSoldOut
	return []demanager.FlavorDetails{
		flavor("modelarts.vm.cpu.2u", cpu, map[string]any{"CPU": 2, "memory": "8GiB"}, paid, onSale),
		flavor("modelarts.vm.cpu.8u", cpu, map[string]any{"CPU": 8, "memory": "32GiB"}, paid, onSale),
		flavor("modelarts.vm.cpu.free", cpu, map[string]any{"CPU": 2, "memory": "8GiB"}, free, onSale),
		flavor("modelarts.vm.gpu.free", gpu, map[string]any{"CPU": 8, "GPU": 1, "gpu_type": "p100", "memory": "64GiB"}, free, soldOut),
		flavor("modelarts.vm.gpu.p100", gpu, map[string]any{"CPU": 8, "GPU": 1, "gpu_type": "p100", "memory": "64GiB"}, paid, soldOut),
		flavor("modelarts.vm.gpu.v100", gpu, map[string]any{"CPU": 8, "GPU": 1, "gpu_type": "v100", "memory": "64GiB"}, paid, onSale),
		flavor("modelarts.bm.gpu.v100NV32", gpu, map[string]any{"CPU": 8, "GPU": 1, "gpu_type": "v100NV32", "memory": "64GiB"}, paid, onSale),
		flavor("modelarts.kat1.xlarge", demanager.HardwareTypeAscend, map[string]any{"CPU": 24, "NPU": 1, "memory": "96GiB", "type": "Ascend 910"}, paid, onSale),
	}
}
