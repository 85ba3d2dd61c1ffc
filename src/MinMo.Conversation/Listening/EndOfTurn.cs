using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Machine;
using MinMo.Conversation.Replying;

namespace MinMo.Conversation.Listening;

/// <summary>
/// Decides when the caller's turn is over. At the first 200 ms of a pause the words and the prosody are judged once;
/// they say how much silence is to be waited, and the reply is prepared meanwhile. A caller who goes on costs no more
/// than the work dropped. Where the model judges turns itself, its evidence takes the place of the wait.
/// </summary>
internal sealed class EndOfTurn(CallState state, ReplyProduction production)
{
    private static readonly TimeSpan JudgeSlack = TimeSpan.FromMilliseconds(300);

    private readonly CallContext _context = state.Context;
    private readonly ModelJudgement _judgement = new(state);
    private CallPosition _observedTo;

    /// <summary>A tick in which the agent does not hold the floor.</summary>
    public void Observe(CallPosition at)
    {
        _observedTo = at;
        if (_context.Engine.JudgesTurns)
        {
            FollowEvidence(at);
        }
        else if (state.Detector.InSpeech)
        {
            HearOn(at);
        }
        else if (state.Turn is { } turn)
        {
            WaitOn(turn, at);
        }
    }

    /// <summary>Opens a turn whose audio begins at <paramref name="onset"/> less the prefix padding.</summary>
    public void Open(CallPosition onset)
    {
        var from = onset - _context.Settings.Turns.PrefixPadding;
        var turn = new CallerTurn(_context.NextItem(), from);
        state.Turn = turn;
        _context.Emit(new SpeechStarted(_context.Now, turn.Item, from));
    }

    /// <summary>Opens a turn again that was answered too early; both stretches of speech become one turn.</summary>
    public void Reopen(CallerTurn turn)
    {
        int index = state.Dialogue.IndexOf(turn.Item);
        if (index >= 0)
        {
            state.Dialogue.RemoveAt(index);
            state.Lane.Touch(index);
            _context.Emit(new TurnReopened(_context.Now, turn.Item));
        }

        var again = new CallerTurn(_context.NextItem(), turn.Onset);
        state.Turn = again;
        _context.Emit(new SpeechStarted(_context.Now, again.Item, again.Onset));
    }

    /// <summary>The turn becomes an entry of the dialogue.</summary>
    public void Enter(CallerTurn turn, string words, CallPosition to)
    {
        var previous = state.Dialogue.Last;
        if (_context.Place is { Engine.HearsWords: false })
        {
            state.Lane.Hear(turn.Item, new HeardAudio(turn.Onset, turn.JudgedTo > to ? turn.JudgedTo : to));
        }

        state.Dialogue.Add(new DialogueEntry(turn.Item, DialogueRole.User, words, Interrupted: false));
        _context.Emit(new TurnCommitted(_context.Now, turn.Item, previous, words, to - turn.Onset) { Traits = turn.Words?.Traits });
        _context.Do(new SaveDialogue([.. state.Dialogue.Entries]));
    }

    private void HearOn(CallPosition at)
    {
        if (state.Turn is not { } turn)
        {
            Open(state.Detector.Onset);
            return;
        }

        if (turn.Overlong)
        {
            return;
        }

        if (turn.Judging)
        {
            turn.ForgetPause(_context);
            production.Drop();
        }

        if (at - turn.Onset >= _context.Settings.Turns.LongestTurn)
        {
            turn.Overlong = true;
            Judge(turn, at);
        }
    }

    private void FollowEvidence(CallPosition at)
    {
        if (state.Turn is not { } turn)
        {
            HearWhenSpeaking(at);
        }
        else if (turn.Overlong || at - turn.Onset >= _context.Settings.Turns.LongestTurn)
        {
            HearOn(at);
        }
        else if (!turn.Judging)
        {
            JudgeWhenDone(turn, at);
        }
        else if (_judgement.GoesOn)
        {
            turn.ForgetPause(_context);
            production.Drop();
        }
        else
        {
            EndWhenDone(turn);
        }
    }

    private void HearWhenSpeaking(CallPosition at)
    {
        if (state.Detector.InSpeech)
        {
            HearOn(at);
        }
    }

    private void JudgeWhenDone(CallerTurn turn, CallPosition at)
    {
        if (_judgement.MayBeDone)
        {
            Judge(turn, at);
        }
    }

    private void EndWhenDone(CallerTurn turn)
    {
        if (!_judgement.IsDone || turn.Words is not { } words)
        {
            return;
        }

        if (words.Text.Length > 0)
        {
            Commit(turn);
        }
        else
        {
            Dismiss(turn);
        }
    }

    private void WaitOn(CallerTurn turn, CallPosition at)
    {
        if (!turn.Judging)
        {
            Judge(turn, at);
        }
        else if (turn.Words is { Text.Length: 0 })
        {
            DismissWhenSilent(turn, at);
        }
        else if (turn.Wait is { } wait && at - state.Detector.LastSpeech >= wait && !state.Detector.MayBegin)
        {
            Commit(turn);
        }
    }

    private void Judge(CallerTurn turn, CallPosition to)
    {
        if (_context.Place is not { } place)
        {
            return;
        }

        turn.Judging = true;
        turn.JudgedTo = to;
        var earliest = to - _context.Settings.Turns.LongestTurn;
        var from = turn.Onset < earliest ? earliest : turn.Onset;
        turn.Recognizing = _context.Run(
            new RecognizeStep(place.Session, JudgeSlack, Speculative: false, from, to),
            result => Recognized(turn, (RecognizeResult)result));
        if (!place.Engine.JudgesTurns)
        {
            turn.Assessing = _context.Run(
                new AssessStep(place.Session, JudgeSlack, from, to),
                result => Assessed(turn, (AssessResult)result));
        }
    }

    private void Recognized(CallerTurn turn, RecognizeResult words)
    {
        turn.Recognizing = null;
        turn.Words = words;
        if (words.Text.Length == 0)
        {
            return;
        }

        Reconsider(turn, words);
        if (_context.Settings.Turns.CreateReply && state.Reply is null)
        {
            production.Speculate(turn, PromptOf(turn, words.Text));
        }

        CommitWhenOverlong(turn);
        WaitedAlready(turn);
    }

    private void Assessed(CallerTurn turn, AssessResult assessed)
    {
        turn.Assessing = null;
        turn.Complete = assessed.Complete;
        if (turn.Words is { Text.Length: > 0 } words)
        {
            Reconsider(turn, words);
            WaitedAlready(turn);
        }
    }

    /// <summary>A client that sends a recording at once may send nothing more: the silence waited for is there.</summary>
    private void WaitedAlready(CallerTurn turn)
    {
        bool pauses = _context.Engine.JudgesTurns || !state.Detector.InSpeech;
        if (state.Turn == turn && state.ConfirmedReply is null && pauses && _context.Settings.Turns.DetectTurns)
        {
            Observe(_observedTo);
        }
    }

    private void Reconsider(CallerTurn turn, RecognizeResult words)
    {
        if (_context.Engine.JudgesTurns)
        {
            float respond = state.Evidence.Respond;
            _context.Emit(new PauseJudged(_context.Now, words.Text, respond, words.StopMass, TimeSpan.Zero));
            return;
        }

        var wait = EndOfTurnRule.Wait(words, turn.Complete, _context.Settings.Turns);
        turn.Wait = wait;
        if (turn.Assessing is null)
        {
            _context.Emit(new PauseJudged(_context.Now, words.Text, turn.Complete, words.StopMass, wait));
        }
    }

    private PromptSegment PromptOf(CallerTurn turn, string words)
        => _context.Engine.HearsWords
            ? PromptSegment.Whole(DialogueRole.User, words)
            : PromptSegment.Heard(new HeardAudio(turn.Onset, turn.JudgedTo), words);

    private void CommitWhenOverlong(CallerTurn turn)
    {
        if (turn.Overlong)
        {
            Commit(turn);
            state.Detector.Dismiss();
        }
    }

    private void DismissWhenSilent(CallerTurn turn, CallPosition at)
    {
        if (at - state.Detector.LastSpeech >= _context.Settings.Turns.WaitWhenDivided)
        {
            Dismiss(turn);
        }
    }

    private void Dismiss(CallerTurn turn)
    {
        state.Turn = null;
        _context.Emit(new SpeechStopped(_context.Now, turn.Item, state.Detector.LastSpeech, Dismissed: true));
    }

    private void Commit(CallerTurn turn)
    {
        state.Turn = null;
        _context.Forget(turn.Assessing);
        state.Evidence.Clear();
        var lastWord = turn.Words!.LastWord ?? state.Detector.LastSpeech;
        _context.Emit(new SpeechStopped(_context.Now, turn.Item, lastWord, Dismissed: false));
        Enter(turn, turn.Words.Text, lastWord);
        if (state.Reply is { Confirmed: false } reply)
        {
            production.Confirm(reply, lastWord);
        }
    }
}
