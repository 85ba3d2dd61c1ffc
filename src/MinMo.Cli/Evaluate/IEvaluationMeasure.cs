using MinMo.Cli.Evaluate.Report;

namespace MinMo.Cli.Evaluate;

/// <summary>A part of the evaluation that can be asked for alone.</summary>
internal interface IEvaluationMeasure
{
    /// <summary>What <c>--only</c> calls it.</summary>
    string Name { get; }

    /// <summary>In a few words.</summary>
    string About { get; }

    /// <summary>How many times it will report a trial.</summary>
    int Trials(EvaluationScale scale);

    /// <summary>Measures.</summary>
    /// <param name="context">Engine and data.</param>
    /// <param name="trial">Told after every trial.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<EvaluationRow>> MeasureAsync(EvaluationContext context, Action trial, CancellationToken cancellationToken);
}
