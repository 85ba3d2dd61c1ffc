#!/bin/sh
# Makes the recordings of this folder: text we wrote, spoken by flite's voice slt (Debian package flite).
set -eu
cd "$(dirname "$0")"
say() { flite -voice slt --setf duration_stretch=1.05 -t "$2" -o "$1"; }
say fruits.wav "Can you name three fruits?"
say hello.wav "Hello! Who am I talking to?"
say capital.wav "What is the capital of Italy?"
say story.wav "Please tell me a long story about a sailor and the sea."
say stop.wav "Wait, stop. That is enough, thank you."
