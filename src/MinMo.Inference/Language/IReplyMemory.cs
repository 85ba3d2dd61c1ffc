namespace MinMo.Inference.Language;

/// <summary>A place that keeps of each token of the reply what the voice reads: the token and the hidden state that
/// foresaw it (model-minmo-parts section 4: available without a further step).</summary>
internal interface IReplyMemory
{
    /// <summary>A reply begins: what was kept from a position on is void.</summary>
    void Forget(int position);

    /// <summary>A token of the reply.</summary>
    /// <param name="position">Where it lies in the dialogue lane.</param>
    /// <param name="token">Its id.</param>
    /// <param name="hidden"><c>[hidden]</c>, last layer, after the norm; copied.</param>
    void Keep(int position, int token, ReadOnlySpan<float> hidden);
}
