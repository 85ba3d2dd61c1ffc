using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MinMo.Models.Phonemes;

/// <summary>Cuts text into the clauses that a phonemiser answers. The rule is this project's own; it agrees with what
/// Piper's voices were trained on except at title dots ("Dr."), which do not end a sentence here.</summary>
public static class ClauseSplitter
{
    private const string Terminators = ".,;:?!";
    private const string Closers = "\"')]}";
    private const string Openers = "\"'([{";

    private static readonly ImmutableHashSet<string> Titles = ["mr", "mrs", "ms", "dr", "st", "prof"];

    /// <summary>Splits text into clauses in order; clauses without a letter or digit are left out.</summary>
    public static ImmutableArray<SpokenClause> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = MakePlain(text);
        var clauses = ImmutableArray.CreateBuilder<SpokenClause>();
        var start = 0;
        for (var at = 0; at < plain.Length; at++)
        {
            if (!Terminators.Contains(plain[at], StringComparison.Ordinal))
            {
                continue;
            }

            var runEnd = SkipAny(plain, at, Terminators);
            var end = SkipAny(plain, runEnd, Closers);
            if (EndsClause(plain, start, at, runEnd, end))
            {
                Add(clauses, plain[start..end], Terminator(plain.AsSpan(at, runEnd - at)));
                start = end;
            }

            at = end - 1;
        }

        Add(clauses, plain[start..], string.Empty);
        return clauses.ToImmutable();
    }

    private static bool EndsClause(string text, int start, int runStart, int runEnd, int end)
    {
        if (end < text.Length && text[end] != ' ')
        {
            return false;
        }

        var singleDot = runEnd - runStart == 1 && text[runStart] == '.';
        if (!singleDot || end == text.Length)
        {
            return true;
        }

        var wordStart = text.LastIndexOf(' ', runStart - 1, runStart - start) + 1;
        var word = text[Math.Max(wordStart, start)..runStart].TrimStart(Openers.ToCharArray());
        return !Titles.Contains(word.ToLowerInvariant()) && !IsLower(text, end + 1);
    }

    private static bool IsLower(string text, int at)
        => at < text.Length && Rune.TryGetRuneAt(text, at, out var rune) && Rune.IsLower(rune);

    private static void Add(ImmutableArray<SpokenClause>.Builder clauses, string text, string end)
    {
        text = text.Trim(' ');
        if (text.EnumerateRunes().Any(Rune.IsLetterOrDigit) || text.EnumerateRunes().Any(IsNumber))
        {
            clauses.Add(new SpokenClause(text, end));
        }
    }

    private static bool IsNumber(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static string Terminator(ReadOnlySpan<char> run)
        => run.Contains('?') ? "?" : run.Contains('!') ? "!" : run[^1].ToString();

    private static int SkipAny(string text, int at, string characters)
    {
        while (at < text.Length && characters.Contains(text[at], StringComparison.Ordinal))
        {
            at++;
        }

        return at;
    }

    private static string MakePlain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormC))
        {
            _ = character switch
            {
                '‘' or '’' => plain.Append('\''),
                '“' or '”' => plain.Append('"'),
                '…' => plain.Append('.'),
                '—' => AppendDash(plain),
                _ when char.IsWhiteSpace(character) => AppendSpace(plain),
                _ => plain.Append(character),
            };
        }

        return plain.ToString().Trim(' ');
    }

    // The white space around an em dash belongs to it.
    private static StringBuilder AppendDash(StringBuilder plain)
    {
        while (plain.Length > 0 && plain[^1] == ' ')
        {
            plain.Length--;
        }

        return plain.Append("; ");
    }

    private static StringBuilder AppendSpace(StringBuilder plain)
        => plain.Length > 0 && plain[^1] == ' ' ? plain : plain.Append(' ');
}
