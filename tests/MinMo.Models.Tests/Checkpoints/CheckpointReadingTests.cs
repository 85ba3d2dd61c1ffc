using System.Runtime.InteropServices;
using MinMo.Models.Checkpoints;
using MinMo.Testing.Files;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.Checkpoints;

public sealed class CheckpointReadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ElementType.BFloat16, ScalarType.BFloat16)]
    [InlineData(ElementType.Float16, ScalarType.Float16)]
    public void Half_precision_is_read_bit_for_bit_in_pieces(ElementType stored, ScalarType type)
    {
        const int Columns = 1000;
        const int Rows = 1300; // 2.6 MB, and pieces of 1 MB
        ushort[] bits = [.. Enumerable.Range(0, Rows * Columns).Select(static i => (ushort)(i * 31))]; // infinities and NaN as well
        using var file = Write(writer => writer.Add("x", stored, [Rows, Columns], MemoryMarshal.AsBytes(bits.AsSpan())));

        using var tensor = file.ReadTensor("x", type);

        Assert.Equal(type, tensor.dtype);
        Assert.Equal([Rows, Columns], tensor.shape);
        Assert.Equal(bits, MemoryMarshal.Cast<byte, ushort>(tensor.bytes).ToArray());
    }

    [Fact]
    public void Other_types_are_cast()
    {
        using var file = Write(static writer =>
        {
            writer.Add("single", [2], [1.00390625f, -3f]); // 1 + 2^-8 lies between two numbers of bfloat16: to the even one
            writer.Add("half", ElementType.Float16, [], [0x00, 0x3E]);
        });

        using var single = file.ReadTensor("single", ScalarType.BFloat16);
        using var half = file.ReadTensor("half", ScalarType.BFloat16);

        Assert.Equal([1f, -3f], single.to(ScalarType.Float32).data<float>().ToArray());
        Assert.Equal(1.5f, half.to(ScalarType.Float32).item<float>());
    }

    [Fact]
    public void A_scalar_in_half_precision_is_read()
    {
        using var file = Write(static writer => writer.Add("x", ElementType.Float16, [], [0x00, 0x3E]));

        using var tensor = file.ReadTensor("x", ScalarType.Float16);

        Assert.Equal(1.5f, tensor.to(ScalarType.Float32).item<float>());
    }

    [Fact]
    public void Rows_are_read_alone()
    {
        using var file = Write(static writer =>
        {
            writer.Add("single", [3, 2], [1f, 2, 3, 4, 5, 6]);
            writer.Add("half", ElementType.Float16, [2, 1], [0x00, 0x3C, 0x00, 0x3E]);
        });
        var (middle, last) = (new float[4], new float[1]);

        file.ReadRows("single", 1, middle);
        file.ReadRows("half", 1, last);

        Assert.Equal([3f, 4, 5, 6], middle);
        Assert.Equal([1.5f], last);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadRows("single", 2, middle));
    }

    [Fact]
    public void A_tensor_of_another_shape_is_refused()
    {
        using var file = Write(static writer => writer.Add("x", [2, 3], [1f, 2, 3, 4, 5, 6]));
        using var destination = zeros(3, 2);

        var refusal = Assert.Throws<CheckpointFormatException>(() => file.ReadInto("x", destination));

        Assert.Equal("'x' is [2, 3], should be [3, 2]", refusal.Reason);
        Assert.Equal(0f, destination.sum().item<float>());
    }

    private SafetensorsFile Write(Action<SafetensorsWriter> add)
    {
        var writer = new SafetensorsWriter();
        add(writer);
        writer.Save(_folder.Of("model.safetensors"));
        return SafetensorsFile.Open(_folder.Of("model.safetensors"));
    }
}
