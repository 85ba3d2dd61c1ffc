using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Stages.Lora.Skills;

/// <summary>Writes what callers say as it reaches a language model.</summary>
/// <param name="seed">Of what is misheard.</param>
internal sealed class CallerWriting(int seed)
{
    private readonly Mishearing _mishearing = new(new Random(seed));

    /// <summary>Writes one turn.</summary>
    /// <param name="exchange">The caller's turn, and what its answer depends on.</param>
    /// <param name="manner">How.</param>
    /// <param name="isMisheard">Whether a small word is lost or confused.</param>
    public string Write(Exchange exchange, CallerText manner, bool isMisheard)
    {
        var text = SkillAnswers.Rename(exchange.User);
        if (isMisheard)
        {
            text = _mishearing.Change(text, SkillAnswers.Needed(exchange));
        }

        if (manner == CallerText.Digits)
        {
            text = WrittenNumbers.Write(text);
        }

        return manner == CallerText.Lower ? text : WrittenText.OfCaller(text);
    }
}
