using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MinMo.Build;

/// <summary>
/// Makes TorchSharp look for no library where one was named and loaded before (MINMO_LIBTORCH). It would load the copy in its own
/// folder as well, by path, and does so in a static constructor, too early for anybody to keep it from that.
/// </summary>
internal static class NamedLibTorchWeaver
{
    /// <summary>Set in the data of <c>AppContext</c> once the libraries are loaded; also marks the woven assembly.</summary>
    public const string Name = "MinMo.LibTorch";

    private const string Loader = "TryLoadNativeLibraryByName";

    // if (AppContext.GetData(Name) != null) return true;
    public static void Weave(ModuleDefinition module)
    {
        MethodDefinition loader = module.GetType("TorchSharp.torch")?.Methods.SingleOrDefault(
            method => method.Name == Loader && method.ReturnType.MetadataType == MetadataType.Boolean)
            ?? throw new InvalidOperationException($"TorchSharp has no method {Loader} any more: see docs/decisions/0013");
        ILProcessor il = loader.Body.GetILProcessor();
        Instruction first = loader.Body.Instructions[0];
        il.InsertBefore(first, Instruction.Create(OpCodes.Ldstr, Name));
        il.InsertBefore(first, Instruction.Create(OpCodes.Call, GetDataOf(module)));
        il.InsertBefore(first, Instruction.Create(OpCodes.Brfalse, first));
        il.InsertBefore(first, Instruction.Create(OpCodes.Ldc_I4_1));
        il.InsertBefore(first, Instruction.Create(OpCodes.Ret));
    }

    private static MethodReference GetDataOf(ModuleDefinition module)
    {
        var context = new TypeReference("System", "AppContext", module, module.TypeSystem.CoreLibrary);
        var getData = new MethodReference("GetData", module.TypeSystem.Object, context);
        getData.Parameters.Add(new ParameterDefinition(module.TypeSystem.String));
        return getData;
    }
}
