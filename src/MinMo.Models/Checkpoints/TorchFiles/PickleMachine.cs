using System.Buffers.Binary;
using System.Numerics;

namespace MinMo.Models.Checkpoints.TorchFiles;

/// <summary>Runs the pickle of a torch file: a program of a stack machine (Python's pickletools, protocol 2), of which
/// only those operations are known that build plain containers and tensors. Everything else is refused.</summary>
internal sealed class PickleMachine
{
    private const byte Stop = (byte)'.';
    private const byte LastProtocol = 5;

    private static readonly TorchValue.Nothing None = new();
    private static readonly TorchValue.Boolean True = new(true);
    private static readonly TorchValue.Boolean False = new(false);

    private static readonly Dictionary<byte, Action<PickleMachine>> Operations = new()
    {
        [0x80] = machine => machine.CheckProtocol(),
        [(byte)'('] = machine => machine._stack.Mark(),
        [(byte)'t'] = machine => machine.Push(new TorchValue.Tuple(machine._stack.PopMarked())),
        [0x85] = machine => machine.PushTuple(1),
        [0x86] = machine => machine.PushTuple(2),
        [0x87] = machine => machine.PushTuple(3),
        [(byte)')'] = machine => machine.PushTuple(0),
        [(byte)']'] = machine => machine.Push(new TorchValue.Sequence()),
        [(byte)'}'] = machine => machine.Push(new TorchValue.Dictionary(isOrdered: false)),
        [(byte)'a'] = machine => machine.Append(machine._stack.Pop(1)),
        [(byte)'e'] = machine => machine.Append(machine._stack.PopMarked()),
        [(byte)'s'] = machine => machine.SetItems(machine._stack.Pop(2)),
        [(byte)'u'] = machine => machine.SetItems(machine._stack.PopMarked()),
        [(byte)'N'] = machine => machine.Push(None),
        [0x88] = machine => machine.Push(True),
        [0x89] = machine => machine.Push(False),
        [(byte)'J'] = machine => machine.Push(machine.ReadInt32()),
        [(byte)'K'] = machine => machine.Push(machine._cursor.ReadByte()),
        [(byte)'M'] = machine => machine.Push(BinaryPrimitives.ReadUInt16LittleEndian(machine._cursor.Take(2))),
        [0x8A] = machine => machine.Push(new BigInteger(machine._cursor.Take(machine._cursor.ReadByte()))),
        [(byte)'G'] = machine => machine.Push(
            new TorchValue.Float(BinaryPrimitives.ReadDoubleBigEndian(machine._cursor.Take(8)))),
        [(byte)'X'] = machine => machine.Push(new TorchValue.Text(machine._cursor.ReadText(machine.ReadUInt32()))),
        [(byte)'h'] = machine => machine.Recall(machine._cursor.ReadByte()),
        [(byte)'j'] = machine => machine.Recall(machine.ReadUInt32()),
        [(byte)'q'] = machine => machine._memo[machine._cursor.ReadByte()] = machine._stack.Peek(),
        [(byte)'r'] = machine => machine._memo[machine.ReadUInt32()] = machine._stack.Peek(),
        [(byte)'c'] = machine => machine.Name(machine._cursor.ReadLine(), machine._cursor.ReadLine()),
        [(byte)'R'] = machine => machine.Call(machine._stack.Pop(2)),
        [(byte)'b'] = machine => machine.Build(machine._stack.Pop()),
        [(byte)'Q'] = machine => machine.Push(machine._tensors.Storage(machine._stack.Pop())),
    };

    private readonly PickleCursor _cursor;
    private readonly TorchTensorBuilder _tensors;
    private readonly PickleStack _stack;
    private readonly Dictionary<uint, TorchValue> _memo = [];

    public PickleMachine(PickleCursor cursor, TorchTensorBuilder tensors)
    {
        _cursor = cursor;
        _tensors = tensors;
        _stack = new PickleStack(reason => cursor.Refuse(reason));
    }

    /// <summary>Runs the whole program.</summary>
    /// <returns>What it leaves.</returns>
    /// <exception cref="CheckpointFormatException">It does something that is not allowed, or does not work.</exception>
    public TorchValue Run()
    {
        for (var code = _cursor.ReadByte(); code != Stop; code = _cursor.ReadByte())
        {
            if (!Operations.TryGetValue(code, out var operation))
            {
                throw _cursor.Refuse($"the operation 0x{code:X2} is not allowed");
            }

            operation(this);
        }

        return _cursor.IsAtEnd ? _stack.Pop() : throw _cursor.Refuse("something follows the end of the pickle");
    }

    private void Push(TorchValue value) => _stack.Push(value);

    private void Push(BigInteger value) => _stack.Push(new TorchValue.Integer(value));

    private void PushTuple(int count) => _stack.Push(new TorchValue.Tuple(_stack.Pop(count)));

    private int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(_cursor.Take(sizeof(int)));

    private uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(_cursor.Take(sizeof(uint)));

    private void CheckProtocol()
    {
        var protocol = _cursor.ReadByte();
        if (protocol > LastProtocol)
        {
            throw _cursor.Refuse($"the protocol {protocol} is unknown");
        }
    }

    private void Recall(uint index)
        => _stack.Push(_memo.TryGetValue(index, out var value) ? value : throw _cursor.Refuse($"the memo has no {index}"));

    private void Append(TorchValue[] items)
    {
        var list = _stack.Peek() as TorchValue.Sequence ?? throw _cursor.Refuse("what is appended to is no list");
        foreach (var item in items)
        {
            list.Add(item);
        }
    }

    private void SetItems(TorchValue[] keysAndValues)
    {
        var dictionary = _stack.Peek() as TorchValue.Dictionary ?? throw _cursor.Refuse("what is filled is no dictionary");
        if (keysAndValues.Length % 2 != 0)
        {
            throw _cursor.Refuse("a key has no value");
        }

        for (var i = 0; i < keysAndValues.Length; i += 2)
        {
            if (!dictionary.TrySet(keysAndValues[i], keysAndValues[i + 1]))
            {
                throw _cursor.Refuse("a key is neither text nor integer");
            }
        }
    }

    private void Name(string module, string name)
        => _stack.Push(TorchGlobal.Find(module, name) is { } known
            ? new TorchValue.Global(known)
            : throw _cursor.Refuse($"the name '{module}.{name}' is not allowed"));

    private void Call(TorchValue[] functionAndArguments)
    {
        if (functionAndArguments is not [TorchValue.Global { Name: var function }, TorchValue.Tuple { Items: var arguments }])
        {
            throw _cursor.Refuse("something that is no function is called, or with something that are no arguments");
        }

        _stack.Push(function.Kind switch
        {
            TorchGlobalKind.OrderedDictionary when arguments.Count == 0 => new TorchValue.Dictionary(isOrdered: true),
            TorchGlobalKind.RebuildTensor => _tensors.Tensor(arguments),
            TorchGlobalKind.RebuildParameter => _tensors.Parameter(arguments),
            _ => throw _cursor.Refuse("a function is called that takes no such arguments"),
        });
    }

    /// <summary>Attributes (a state dict's <c>_metadata</c>): dropped.</summary>
    private void Build(TorchValue state)
    {
        if (_stack.Peek() is not TorchValue.Dictionary { IsOrdered: true } || state is not TorchValue.Dictionary)
        {
            throw _cursor.Refuse("attributes are given to something that can have none");
        }
    }
}
