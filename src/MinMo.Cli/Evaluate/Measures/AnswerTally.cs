using MinMo.Cli.Evaluate.Report;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Evaluation.Answers;
using MinMo.Training.Evaluation.HeldOut;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>Right answers, by skill.</summary>
/// <param name="measure">Which measure asks.</param>
/// <param name="wrong">Takes down what was not right.</param>
internal sealed class AnswerTally(string measure, WrongAnswers wrong)
{
    // When in its call a question was answered is known to less than a minute.
    private static readonly TimeSpan[] Around = [TimeSpan.Zero, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1)];

    private readonly SortedDictionary<string, (int Asked, int Right)> _skills = new(StringComparer.Ordinal);

    /// <summary>Share of right answers.</summary>
    public double Right => (double)_skills.Values.Sum(static skill => skill.Right) / Math.Max(1, Asked);

    /// <summary>Questions judged.</summary>
    public int Asked => _skills.Values.Sum(static skill => skill.Asked);

    /// <summary>Judges one answer.</summary>
    /// <param name="dialogue">The dialogue as written.</param>
    /// <param name="exchange">Which of its exchanges.</param>
    /// <param name="reply">What was answered; empty for nothing.</param>
    /// <param name="now">The local time of the answer.</param>
    public void Add(Dialogue dialogue, int exchange, string reply, DateTimeOffset now)
    {
        var right = Around.Any(shift => AnswerJudge.IsRight(HeldOutQuestions.At(dialogue, exchange, now + shift), reply));
        if (!right)
        {
            wrong.Add(measure, HeldOutQuestions.At(dialogue, exchange, now), reply);
        }

        var skill = dialogue.Exchanges[exchange].Skill;
        var (asked, rightBefore) = _skills.GetValueOrDefault(skill);
        _skills[skill] = (asked + 1, rightBefore + (right ? 1 : 0));
    }

    /// <summary>The row of it, with the share of each skill.</summary>
    public EvaluationRow Row(string name)
    {
        var shares = _skills.ToDictionary(static skill => skill.Key, static skill => (double)skill.Value.Right / skill.Value.Asked);
        var weakest = shares.OrderBy(static skill => skill.Value).Take(3).Where(static skill => skill.Value < 1)
            .Select(static skill => FormattableString.Invariant($"{skill.Key} {skill.Value:P0}"));
        return new EvaluationRow(measure, name, Right, EvaluationUnit.Share)
        {
            Count = Asked,
            Note = $"{shares.Count} skills; weakest: {string.Join(", ", weakest)}",
            Detail = shares,
        };
    }
}
