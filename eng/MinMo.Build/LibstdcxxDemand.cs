using System.Buffers.Binary;
using System.Text;

namespace MinMo.Build;

/// <summary>
/// Makes a native library that was compiled by GCC 13 or newer load where libstdc++ is older than 3.4.32
/// (Debian 12, Ubuntu 22.04).
/// </summary>
/// <remarks>
/// The one symbol that asks for 3.4.32 is <c>std::ios_base_library_init()</c>, which <c>iostream</c> calls since GCC 13.
/// Its name is overwritten by <c>std::ios_base::Init::Init()</c>, which older compilers called in the same place and
/// which does not touch its <c>this</c>; the version record of 3.4.32 becomes one of 3.4. Layout of the sections:
/// System V ABI and the Linux Standard Base, "Symbol Versioning".
/// </remarks>
internal static class LibstdcxxDemand
{
    private const string NewSymbol = "_ZSt21ios_base_library_initv";
    private const string OldSymbol = "_ZNSt8ios_base4InitC1Ev";
    private const string NewVersion = "GLIBCXX_3.4.32";
    private const string OldVersion = "GLIBCXX_3.4";
    private const uint StringTable = 3;
    private const uint VersionNeeds = 0x6ffffffe;

    public static void Lower(string source, string target)
    {
        byte[] file = File.ReadAllBytes(source);
        foreach (Section section in Sections(file).Where(s => s.Type == VersionNeeds))
        {
            LowerVersion(file, section, Sections(file)[section.Link]);
        }

        RenameSymbol(file);
        File.WriteAllBytes(target, file);
    }

    private static void RenameSymbol(byte[] file)
    {
        byte[] name = Encoding.ASCII.GetBytes('\0' + NewSymbol + '\0');
        foreach (Section strings in Sections(file).Where(s => s.Type == StringTable))
        {
            Span<byte> table = file.AsSpan(strings.Offset, strings.Size);
            int at = table.IndexOf(name);
            if (at >= 0)
            {
                Span<byte> place = table.Slice(at + 1, NewSymbol.Length);
                place.Clear();
                Encoding.ASCII.GetBytes(OldSymbol, place);
            }
        }
    }

    // Elfxx_Verneed: version u16, count u16, file u32, aux u32, next u32.
    // Elfxx_Vernaux: hash u32, flags u16, other u16, name u32, next u32.
    private static void LowerVersion(byte[] file, Section needs, Section strings)
    {
        int need = needs.Offset;
        while (true)
        {
            var names = new Dictionary<string, int>();
            for (int aux = need + Int(file, need + 8); ; aux += Int(file, aux + 12))
            {
                names[Name(file, strings, Int(file, aux + 8))] = aux;
                if (Int(file, aux + 12) == 0)
                {
                    break;
                }
            }

            if (names.TryGetValue(NewVersion, out int tooNew) && names.TryGetValue(OldVersion, out int old))
            {
                file.AsSpan(old, 4).CopyTo(file.AsSpan(tooNew));
                file.AsSpan(old + 8, 4).CopyTo(file.AsSpan(tooNew + 8));
            }

            if (Int(file, need + 12) == 0)
            {
                return;
            }

            need += Int(file, need + 12);
        }
    }

    private static string Name(byte[] file, Section strings, int at)
    {
        ReadOnlySpan<byte> rest = file.AsSpan(strings.Offset + at);
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    // 64-bit little-endian ELF: section header offset at 0x28, entry size at 0x3A, entry count at 0x3C.
    private static Section[] Sections(byte[] file)
    {
        if (!file.AsSpan().StartsWith("\u007fELF"u8) || file[4] != 2 || file[5] != 1)
        {
            throw new InvalidDataException("not a 64-bit little-endian ELF file");
        }

        int start = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(0x28));
        int size = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(0x3A));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(0x3C));
        return [.. Enumerable.Range(0, count).Select(i => start + (i * size)).Select(at => new Section(
            (uint)Int(file, at + 4), Int(file, at + 0x18), Int(file, at + 0x20), Int(file, at + 0x28)))];
    }

    private static int Int(byte[] file, int at) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));

    private readonly record struct Section(uint Type, int Offset, int Size, int Link);
}
