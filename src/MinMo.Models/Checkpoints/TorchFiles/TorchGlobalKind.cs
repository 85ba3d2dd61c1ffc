namespace MinMo.Models.Checkpoints.TorchFiles;

internal enum TorchGlobalKind
{
    OrderedDictionary,
    RebuildTensor,
    RebuildParameter,
    Storage,
}
