//go:build !race && !safe

#include "textflag.h"

// ALL sets every byte of an X register.
#define ALL(value, to) \
	MOVQ $value, AX \
	MOVQ AX, to     \
	PUNPCKLQDQ to, to

// MARK adds a bit for each byte of X0 that is that of from.
#define MARK(from, shift, to) \
	MOVO X0, X1      \
	PCMPEQB from, X1 \
	PMOVMSKB X1, AX  \
	SHLQ $shift, AX  \
	ORQ AX, to

#define SIXTEEN(shift) \
	MOVOU shift(SI), X0  \
	MARK(X8, shift, R8)  \
	MARK(X9, shift, R9)  \
	POR X12, X0          \
	MARK(X10, shift, R10) \
	MARK(X11, shift, R11)

// func markAll(blocks []blockMarks, text []byte)
TEXT ·markAll(SB), NOSPLIT, $0-48
	MOVQ blocks_base+0(FP), DI
	MOVQ blocks_len+8(FP), CX
	MOVQ text_base+24(FP), SI
	TESTQ CX, CX
	JZ end
	ALL(0x2222222222222222, X8)  // quotes
	ALL(0x5C5C5C5C5C5C5C5C, X9)  // backslashes
	ALL(0x7B7B7B7B7B7B7B7B, X10) // opening brackets, which differ from each other
	ALL(0x7D7D7D7D7D7D7D7D, X11) // closing ones
	ALL(0x2020202020202020, X12) // by this bit

block:
	XORQ R8, R8
	XORQ R9, R9
	XORQ R10, R10
	XORQ R11, R11
	SIXTEEN(0)
	SIXTEEN(16)
	SIXTEEN(32)
	SIXTEEN(48)
	MOVQ R8, 0(DI)
	MOVQ R9, 8(DI)
	MOVQ R10, 16(DI)
	MOVQ R11, 24(DI)
	ADDQ $64, SI
	ADDQ $32, DI
	DECQ CX
	JNZ block

end:
	RET
