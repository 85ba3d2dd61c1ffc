using MinMo.Models.VoiceLanguage;

namespace MinMo.Models.Tests.VoiceLanguage;

public sealed class InterleavedLayoutTests
{
    private static readonly VoiceLanguageConfiguration Blocks = new() { BlockUnits = 2, BlockTokens = 3 };

    [Theory]
    [InlineData(1, 2, "S u0 T t0 t1", "- - t0 t1 end")]
    [InlineData(3, 5, "S u0 u1 t0 t1 t2 u2 T t3 t4", "- - t0 t1 t2 fill - t3 t4 end")]
    [InlineData(2, 3, "S u0 u1 t0 t1 t2 T", "- - t0 t1 t2 fill end")]
    [InlineData(2, 4, "S u0 u1 t0 t1 t2 T t3", "- - t0 t1 t2 fill t3 end")]
    [InlineData(5, 4, "S u0 u1 t0 t1 t2 u2 u3 u4 T t3", "- - t0 t1 t2 fill - - - t3 end")]
    public void Units_and_tokens_stand_in_blocks_until_one_of_them_runs_out(
        int units, int tokens, string rows, string targets)
    {
        var layout = InterleavedLayout.Of(units, tokens, Blocks);

        Assert.Equal(rows, string.Join(' ', layout.Rows.Select(Name)));
        Assert.Equal(targets, string.Join(' ', layout.Targets.Select(Name)));
    }

    private static string Name(VoiceRow row) => row.Kind switch
    {
        VoiceRowKind.Start => "S",
        VoiceRowKind.Unit => $"u{row.Index}",
        VoiceRowKind.Token => $"t{row.Index}",
        _ => "T",
    };

    private static string Name(VoiceTarget target) => target.Kind switch
    {
        VoiceTargetKind.Token => $"t{target.Index}",
        VoiceTargetKind.Fill => "fill",
        VoiceTargetKind.End => "end",
        _ => "-",
    };
}
