namespace MinMo.Models.Whisper;

/// <summary>What decoding wrote down for one item.</summary>
internal sealed class WhisperTranscript
{
    private readonly List<int> _ids = [];
    private readonly List<float> _logProbabilities = [];
    private readonly List<float> _stopMasses = [];
    private float _endLogProbability;

    /// <summary>The tokens, neither prompt nor end.</summary>
    public IReadOnlyList<int> Ids => _ids;

    /// <summary>Natural logarithm of each token's probability among those allowed.</summary>
    public IReadOnlyList<float> LogProbabilities => _logProbabilities;

    /// <summary>Probability that nobody speaks.</summary>
    public float NoSpeechProbability { get; set; }

    /// <summary>Whether decoding was stopped because it said the same three times.</summary>
    public bool Looped { get; private set; }

    /// <summary>Mean over the tokens and the end.</summary>
    public float AverageLogProbability => (_logProbabilities.Sum() + _endLogProbability) / (_ids.Count + 1);

    /// <summary>Probability of the end of a sentence where token <paramref name="index"/> stands, or would stand.</summary>
    /// <returns>0 behind the last token if decoding was cut off there.</returns>
    public float StopMassAt(int index) => index < _stopMasses.Count ? _stopMasses[index] : 0;

    public void Add(int id, float logProbability, float stopMass)
    {
        _ids.Add(id);
        _logProbabilities.Add(logProbability);
        _stopMasses.Add(stopMass);
    }

    public void End(float logProbability, float stopMass)
    {
        _endLogProbability = logProbability;
        _stopMasses.Add(stopMass);
    }

    /// <summary>Finds a run of 1 … <paramref name="longestRun"/> tokens said three times at the end, and keeps it once.
    /// </summary>
    public bool StopLoop(int longestRun)
    {
        for (var run = 1; run <= longestRun && 3 * run <= _ids.Count; run++)
        {
            if (EndsInThree(run))
            {
                // The masses behind the run kept stay: they were measured there.
                _ids.RemoveRange(_ids.Count - (2 * run), 2 * run);
                _logProbabilities.RemoveRange(_ids.Count, 2 * run);
                Looped = true;
                return true;
            }
        }

        return false;
    }

    private bool EndsInThree(int run)
    {
        for (var i = _ids.Count - (2 * run); i < _ids.Count; i++)
        {
            if (_ids[i] != _ids[i - run])
            {
                return false;
            }
        }

        return true;
    }
}
