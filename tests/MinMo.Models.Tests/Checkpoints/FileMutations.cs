using CsCheck;

namespace MinMo.Models.Tests.Checkpoints;

/// <summary>Files as a stranger might send them: a valid one with some bytes changed, cut off or doubled.</summary>
internal static class FileMutations
{
    private const int MostChanges = 6;

    public static Gen<byte[]> Of(byte[] valid)
    {
        // Most of the meaning is at the front: change that more often.
        var place = Gen.OneOf(Gen.Int[0, Math.Min(64, valid.Length - 1)], Gen.Int[0, valid.Length - 1]);
        var value = Gen.OneOf(Gen.Byte, Gen.OneOf<byte>(0, 1, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'{', (byte)','));
        var changes = Gen.Select(place, value).Array[1, MostChanges];
        return Gen.Select(changes, Gen.Int[0, 4], Gen.Int[0, valid.Length]).Select((edits, action, length) =>
        {
            var bytes = action switch
            {
                0 => valid[..length],
                1 => [.. valid, .. valid[..length]],
                _ => (byte[])valid.Clone(),
            };
            foreach (var (at, replacement) in edits)
            {
                if (at < bytes.Length)
                {
                    bytes[at] = replacement;
                }
            }

            return bytes;
        });
    }
}
