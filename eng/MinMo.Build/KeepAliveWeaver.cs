using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace MinMo.Build;

/// <summary>
/// Makes every method of TorchSharp that calls native code keep the objects alive whose handles it passes.
/// </summary>
/// <remarks>
/// The wrappers pass <c>argument.Handle</c> and never mention the argument again, so a collection during the native
/// call may finalize it, which frees what native code reads (dotnet/TorchSharp #1434, #1496). Woven are all methods that
/// call a P/Invoke or read a handle: before each return, <c>GC.KeepAlive</c> for <c>this</c>, for every parameter of a
/// reference type (lists of tensors among them), and for every other object whose handle was read: it is caught in a
/// local variable where the handle is taken, which covers temporaries such as an implicitly made <c>Scalar</c>.
/// The class cannot help code that stores a bare handle beyond the method; TorchSharp has none outside its owners.
/// </remarks>
internal static class KeepAliveWeaver
{
    /// <summary>Name of the assembly metadata entry that tells a woven assembly from the original.</summary>
    private const string Mark = "MinMo.KeepAlive";

    public static void Weave(string source, string target)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(source);
        ModuleDefinition module = assembly.MainModule;
        MethodReference keepAlive = KeepAliveOf(module);
        int woven = 0;
        foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(PassesHandles).ToList())
        {
            Weave(method, keepAlive);
            woven++;
        }

        NamedLibTorchWeaver.Weave(module);
        AddMark(assembly, Mark, $"{woven} methods");
        AddMark(assembly, NamedLibTorchWeaver.Name, "looks for no library where one was named");
        assembly.Write(target);
        Console.WriteLine($"TorchSharp: {woven} methods keep their arguments alive");
    }

    private static bool PassesHandles(MethodDefinition method)
        => method.HasBody && method.Body.Instructions.Any(i => IsNativeCall(i) || TakesHandle(i));

    private static bool IsNativeCall(Instruction instruction)
        => instruction.OpCode == OpCodes.Call && instruction.Operand is MethodReference { DeclaringType.Name: "NativeMethods" };

    // A read of the handle of an object: the property, or the field behind it.
    private static bool TakesHandle(Instruction instruction) => instruction.Operand switch
    {
        MethodReference { Name: "get_Handle", HasThis: true } m => IsClassHere(m.DeclaringType),
        FieldReference { Name: "handle" } f when instruction.OpCode == OpCodes.Ldfld => IsClassHere(f.DeclaringType),
        _ => false,
    };

    private static bool IsClassHere(TypeReference type)
        => type.Scope == type.Module && !type.IsValueType && type is not GenericInstanceType && !type.HasGenericParameters;

    private static void Weave(MethodDefinition method, MethodReference keepAlive)
    {
        method.Body.SimplifyMacros();
        List<VariableDefinition> caught = CatchOwners(method);
        List<Instruction> kept = [.. Parameters(method).Select(p => Instruction.Create(OpCodes.Ldarg, p))];
        kept.AddRange(caught.Select(v => Instruction.Create(OpCodes.Ldloc, v)));
        if (kept.Count > 0)
        {
            foreach (Instruction ret in method.Body.Instructions.Where(i => i.OpCode == OpCodes.Ret).ToList())
            {
                KeepAliveBefore(ret, kept, method.Body, keepAlive);
            }
        }

        method.Body.OptimizeMacros();
    }

    private static IEnumerable<ParameterDefinition> Parameters(MethodDefinition method)
    {
        if (method.HasThis && !method.DeclaringType.IsValueType && !method.IsConstructor)
        {
            yield return method.Body.ThisParameter;
        }

        foreach (ParameterDefinition parameter in method.Parameters.Where(p => HoldsReference(p.ParameterType)))
        {
            yield return parameter;
        }
    }

    private static bool HoldsReference(TypeReference type)
        => !type.IsValueType && type is not GenericParameter && !type.IsByReference && !type.IsPointer
            && type.MetadataType != MetadataType.String;

    // ... owner -> handle   becomes   ... owner, owner -> caught; owner -> handle
    private static List<VariableDefinition> CatchOwners(MethodDefinition method)
    {
        var caught = new List<VariableDefinition>();
        ILProcessor il = method.Body.GetILProcessor();
        HashSet<object> branchTargets = [.. method.Body.Instructions.Select(i => i.Operand).OfType<Instruction>()];
        foreach (Instruction taking in method.Body.Instructions.Where(TakesHandle).ToList())
        {
            bool ofParameter = taking.Previous.OpCode == OpCodes.Ldarg && !branchTargets.Contains(taking);
            if (ofParameter || taking.Operand is not MemberReference handle)
            {
                continue;
            }

            var owner = new VariableDefinition(handle.DeclaringType);
            method.Body.Variables.Add(owner);
            method.Body.InitLocals = true;
            caught.Add(owner);

            // The instruction may be the target of a branch: it is changed in place, the original follows.
            Instruction again = handle is MethodReference getter
                ? Instruction.Create(taking.OpCode, getter)
                : Instruction.Create(taking.OpCode, (FieldReference)handle);
            taking.OpCode = OpCodes.Dup;
            taking.Operand = null;
            Instruction store = Instruction.Create(OpCodes.Stloc, owner);
            il.InsertAfter(taking, store);
            il.InsertAfter(store, again);
        }

        return caught;
    }

    // Branches lead to the return instruction: it turns into the first load, a new return ends the sequence.
    private static void KeepAliveBefore(
        Instruction ret, List<Instruction> loads, MethodBody body, MethodReference keepAlive)
    {
        ILProcessor il = body.GetILProcessor();
        Instruction last = ret;
        for (int i = 0; i < loads.Count; i++)
        {
            if (i == 0)
            {
                ret.OpCode = loads[0].OpCode;
                ret.Operand = loads[0].Operand;
            }
            else
            {
                last = Append(il, last, Copy(loads[i]));
            }

            last = Append(il, last, Instruction.Create(OpCodes.Call, keepAlive));
        }

        Append(il, last, Instruction.Create(OpCodes.Ret));
    }

    private static Instruction Append(ILProcessor il, Instruction after, Instruction added)
    {
        il.InsertAfter(after, added);
        return added;
    }

    private static Instruction Copy(Instruction load) => load.Operand is ParameterDefinition parameter
        ? Instruction.Create(load.OpCode, parameter)
        : Instruction.Create(load.OpCode, (VariableDefinition)load.Operand);

    // TorchSharp refers to the reference assemblies of its own target, not to those of this tool.
    private static MethodReference KeepAliveOf(ModuleDefinition module)
    {
        var collector = new TypeReference("System", "GC", module, module.TypeSystem.CoreLibrary);
        var keepAlive = new MethodReference("KeepAlive", module.TypeSystem.Void, collector);
        keepAlive.Parameters.Add(new ParameterDefinition(module.TypeSystem.Object));
        return keepAlive;
    }

    private static void AddMark(AssemblyDefinition assembly, string name, string what)
    {
        ModuleDefinition module = assembly.MainModule;
        TypeSystem types = module.TypeSystem;
        var attribute = new TypeReference(
            "System.Reflection", "AssemblyMetadataAttribute", module, types.CoreLibrary);
        var constructor = new MethodReference(".ctor", types.Void, attribute) { HasThis = true };
        constructor.Parameters.Add(new ParameterDefinition(types.String));
        constructor.Parameters.Add(new ParameterDefinition(types.String));
        var mark = new CustomAttribute(constructor);
        mark.ConstructorArguments.Add(new CustomAttributeArgument(types.String, name));
        mark.ConstructorArguments.Add(new CustomAttributeArgument(types.String, what));
        assembly.CustomAttributes.Add(mark);
    }
}
