namespace MinMo.Training.Evaluation.HeldOut;

/// <summary>How a held-out caller is heard.</summary>
public enum CallerSound
{
    /// <summary>At -23 dBFS without anything else.</summary>
    Clean,

    /// <summary>Over a telephone line: 300 Hz to 3.7 kHz, G.711.</summary>
    Telephone,

    /// <summary>With noise 25 dB below the speech.</summary>
    Noise,
}
