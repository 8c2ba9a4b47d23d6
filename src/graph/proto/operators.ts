// Written by scripts/operators.py from the schemas of ONNX 1.23.1; not to be edited.

/**
 * The operators of ai.onnx up to opset 28, one on each line: its name, then each of its forms as
 * `since:inputs>outputs[attributes]`. A form holds from opset `since` to the next one's; `2-` is two or more;
 * attributes are `name=kind`, those that must be there `name!=kind`.
 */
export const operatorLines = `
Abs 1:1>1[consumed_inputs=ints] 6:1>1
Acos 7:1>1
Acosh 9:1>1
Add 1:2>1[axis=int,broadcast=int,consumed_inputs=ints] 6:2>1[axis=int,broadcast=int] 7:2>1
AffineGrid 20:2>1[align_corners=int]
And 1:2>1[axis=int,broadcast=int] 7:2>1
ArgMax 1:1>1[axis=int,keepdims=int] 12:1>1[axis=int,keepdims=int,select_last_index=int]
ArgMin 1:1>1[axis=int,keepdims=int] 12:1>1[axis=int,keepdims=int,select_last_index=int]
Asin 7:1>1
Asinh 9:1>1
Atan 7:1>1
Atanh 9:1>1
Attention 23:3-6>1-4[is_causal=int,kv_num_heads=int,q_num_heads=int,qk_matmul_output_mode=int,scale=float,softcap=float,softmax_precision=int] 24:3-7>1-4[is_causal=int,kv_num_heads=int,q_num_heads=int,qk_matmul_output_mode=int,scale=float,softcap=float,softmax_precision=int] 25:3-7>1-4[is_causal=int,kv_num_heads=int,left_window_size=int,q_num_heads=int,qk_matmul_output_mode=int,right_window_size=int,scale=float,softcap=float,softmax_precision=int]
AveragePool 1:1>1[auto_pad=string,kernel_shape!=ints,pads=ints,strides=ints] 7:1>1[auto_pad=string,count_include_pad=int,kernel_shape!=ints,pads=ints,strides=ints] 10:1>1[auto_pad=string,ceil_mode=int,count_include_pad=int,kernel_shape!=ints,pads=ints,strides=ints] 19:1>1[auto_pad=string,ceil_mode=int,count_include_pad=int,dilations=ints,kernel_shape!=ints,pads=ints,strides=ints]
BatchNormalization 1:5>1-5[consumed_inputs!=ints,epsilon=float,is_test=int,momentum=float,spatial=int] 6:5>1-5[epsilon=float,is_test=int,momentum=float,spatial=int] 7:5>1-5[epsilon=float,momentum=float,spatial=int] 9:5>1-5[epsilon=float,momentum=float] 14:5>1-3[epsilon=float,momentum=float,training_mode=int]
Bernoulli 15:1>1[dtype=int,seed=float]
BitCast 26:1>1[to!=int]
BitShift 11:2>1[direction!=string]
BitwiseAnd 18:2>1
BitwiseNot 18:1>1
BitwiseOr 18:2>1
BitwiseXor 18:2>1
BlackmanWindow 17:1>1[output_datatype=int,periodic=int]
Cast 1:1>1[to!=string] 6:1>1[to!=int] 19:1>1[saturate=int,to!=int] 24:1>1[round_mode=string,saturate=int,to!=int]
CastLike 15:2>1 19:2>1[saturate=int] 24:2>1[round_mode=string,saturate=int]
CausalConvWithState 27:2-4>2[activation=string]
Ceil 1:1>1[consumed_inputs=ints] 6:1>1
Celu 12:1>1[alpha=float]
CenterCropPad 18:2>1[axes=ints]
Clip 1:1>1[consumed_inputs=ints,max=float,min=float] 6:1>1[max=float,min=float] 11:1-3>1
Col2Im 18:3>1[dilations=ints,pads=ints,strides=ints]
Compress 9:2>1[axis=int]
Concat 1:1->1[axis=int] 4:1->1[axis!=int]
ConcatFromSequence 11:1>1[axis!=int,new_axis=int]
Constant 1:0>1[value!=tensor] 11:0>1[sparse_value=sparse_tensor,value=tensor] 12:0>1[sparse_value=sparse_tensor,value=tensor,value_float=float,value_floats=floats,value_int=int,value_ints=ints,value_string=string,value_strings=strings]
ConstantOfShape 9:1>1[value=tensor]
Conv 1:2-3>1[auto_pad=string,dilations=ints,group=int,kernel_shape=ints,pads=ints,strides=ints]
ConvInteger 10:2-4>1[auto_pad=string,dilations=ints,group=int,kernel_shape=ints,pads=ints,strides=ints]
ConvTranspose 1:2-3>1[auto_pad=string,dilations=ints,group=int,kernel_shape=ints,output_padding=ints,output_shape=ints,pads=ints,strides=ints]
Cos 7:1>1
Cosh 9:1>1
CumProd 26:2>1[exclusive=int,reverse=int]
CumSum 11:2>1[exclusive=int,reverse=int]
DFT 17:1-2>1[axis=int,inverse=int,onesided=int] 20:1-3>1[inverse=int,onesided=int]
DeformConv 19:3-5>1[dilations=ints,group=int,kernel_shape=ints,offset_group=int,pads=ints,strides=ints]
DepthToSpace 1:1>1[blocksize!=int] 11:1>1[blocksize!=int,mode=string]
DequantizeLinear 10:2-3>1 13:2-3>1[axis=int] 21:2-3>1[axis=int,block_size=int] 23:2-3>1[axis=int,block_size=int,output_dtype=int]
Det 11:1>1
Div 1:2>1[axis=int,broadcast=int,consumed_inputs=ints] 6:2>1[axis=int,broadcast=int] 7:2>1
Dropout 1:1>1-2[consumed_inputs=ints,is_test=int,ratio=float] 6:1>1-2[is_test=int,ratio=float] 7:1>1-2[ratio=float] 12:1-3>1-2[seed=int]
DynamicQuantizeLinear 11:1>3
Einsum 12:1->1[equation!=string]
Elu 1:1>1[alpha=float,consumed_inputs=ints] 6:1>1[alpha=float]
Equal 1:2>1[axis=int,broadcast=int] 7:2>1
Erf 9:1>1
Exp 1:1>1[consumed_inputs=ints] 6:1>1
Expand 8:2>1
EyeLike 9:1>1[dtype=int,k=int]
Flatten 1:1>1[axis=int]
Floor 1:1>1[consumed_inputs=ints] 6:1>1
GRU 1:3-6>2[activation_alpha=floats,activation_beta=floats,activations=strings,clip=float,direction=string,hidden_size=int,output_sequence=int] 3:3-6>0-2[activation_alpha=floats,activation_beta=floats,activations=strings,clip=float,direction=string,hidden_size=int,linear_before_reset=int,output_sequence=int] 7:3-6>0-2[activation_alpha=floats,activation_beta=floats,activations=strings,clip=float,direction=string,hidden_size=int,linear_before_reset=int] 14:3-6>0-2[activation_alpha=floats,activation_beta=floats,activations=strings,clip=float,direction=string,hidden_size=int,layout=int,linear_before_reset=int]
Gather 1:2>1[axis=int]
GatherElements 11:2>1[axis=int]
GatherND 11:2>1 12:2>1[batch_dims=int]
Gelu 20:1>1[approximate=string]
Gemm 1:3>1[alpha=float,beta=float,broadcast=int,transA=int,transB=int] 7:3>1[alpha=float,beta=float,transA=int,transB=int] 11:2-3>1[alpha=float,beta=float,transA=int,transB=int]
GlobalAveragePool 1:1>1
GlobalLpPool 1:1>1[p=float] 2:1>1[p=int]
GlobalMaxPool 1:1>1
Greater 1:2>1[axis=int,broadcast=int] 7:2>1
GreaterOrEqual 12:2>1
GridSample 16:2>1[align_corners=int,mode=string,padding_mode=string]
GroupNormalization 18:3>1[epsilon=float,num_groups!=int] 21:3>1[epsilon=float,num_groups!=int,stash_type=int]
HammingWindow 17:1>1[output_datatype=int,periodic=int]
HannWindow 17:1>1[output_datatype=int,periodic=int]
HardSigmoid 1:1>1[alpha=float,beta=float,consumed_inputs=ints] 6:1>1[alpha=float,beta=float]
HardSwish 14:1>1
Hardmax 1:1>1[axis=int]
Identity 1:1>1
If 1:1>1-[else_branch!=graph,then_branch!=graph]
ImageDecoder 20:1>1[pixel_format=string]
InstanceNormalization 1:3>1[consumed_inputs=ints,epsilon=float] 6:3>1[epsilon=float]
IsInf 10:1>1[detect_negative=int,detect_positive=int]
IsNaN 9:1>1
LRN 1:1>1[alpha=float,beta=float,bias=float,size!=int]
LSTM 1:3-8>0-3[activation_alpha=floats,activation_beta=floats,activations=strings,clip=float,direction=string,hidden_size=int,input_forget=int,output_sequence=int] 7:3-8>0-3[activation_alpha=floats,activation_beta=floats,activations=strings,clip=float,direction=string,hidden_size=int,input_forget=int] 14:3-8>0-3[activation_alpha=floats,activation_beta=floats,activations=strings,clip=float,direction=string,hidden_size=int,input_forget=int,layout=int]
LayerNormalization 17:2-3>1-3[axis=int,epsilon=float,stash_type=int]
LeakyRelu 1:1>1[alpha=float,consumed_inputs=ints] 6:1>1[alpha=float]
Less 1:2>1[axis=int,broadcast=int] 7:2>1
LessOrEqual 12:2>1
LinearAttention 27:3-6>2[chunk_size=int,kv_num_heads!=int,q_num_heads!=int,scale=float,update_rule=string]
Log 1:1>1[consumed_inputs=ints] 6:1>1
LogSoftmax 1:1>1[axis=int]
Loop 1:3->1-[body!=graph] 11:2->1-[body!=graph]
LpNormalization 1:1>1[axis=int,p=int]
LpPool 1:1>1[auto_pad=string,kernel_shape=ints,p=float,pads=ints,strides=ints] 2:1>1[auto_pad=string,kernel_shape!=ints,p=int,pads=ints,strides=ints] 18:1>1[auto_pad=string,ceil_mode=int,dilations=ints,kernel_shape!=ints,p=int,pads=ints,strides=ints]
MatMul 1:2>1
MatMulInteger 10:2-4>1
Max 1:1->1[consumed_inputs=ints] 6:1->1
MaxPool 1:1>1[auto_pad=string,kernel_shape!=ints,pads=ints,strides=ints] 8:1>1-2[auto_pad=string,kernel_shape!=ints,pads=ints,storage_order=int,strides=ints] 10:1>1-2[auto_pad=string,ceil_mode=int,dilations=ints,kernel_shape!=ints,pads=ints,storage_order=int,strides=ints]
MaxRoiPool 1:2>1[pooled_shape!=ints,spatial_scale=float]
MaxUnpool 9:2-3>1[kernel_shape!=ints,pads=ints,strides=ints]
Mean 1:1->1[consumed_inputs=ints] 6:1->1
MeanVarianceNormalization 9:1>1[axes=ints]
MelWeightMatrix 17:5>1[output_datatype=int]
Min 1:1->1[consumed_inputs=ints] 6:1->1
Mish 18:1>1
Mod 10:2>1[fmod=int]
Mul 1:2>1[axis=int,broadcast=int,consumed_inputs=ints] 6:2>1[axis=int,broadcast=int] 7:2>1
Multinomial 7:1>1[dtype=int,sample_size=int,seed=float]
Neg 1:1>1[consumed_inputs=ints] 6:1>1
NegativeLogLikelihoodLoss 12:2-3>1[ignore_index=int,reduction=string]
NonMaxSuppression 10:2-5>1[center_point_box=int]
NonZero 9:1>1
Not 1:1>1
OneHot 9:3>1[axis=int]
Optional 15:0-1>1[type=type_proto]
OptionalGetElement 15:1>1
OptionalHasElement 15:1>1 18:0-1>1
Or 1:2>1[axis=int,broadcast=int] 7:2>1
PRelu 1:2>1[consumed_inputs=ints] 6:2>1
Pad 1:1>1[mode=string,paddings!=ints,value=float] 2:1>1[mode=string,pads!=ints,value=float] 11:2-3>1[mode=string] 18:2-4>1[mode=string]
Pow 1:2>1[axis=int,broadcast=int] 7:2>1
QLinearConv 10:8-9>1[auto_pad=string,dilations=ints,group=int,kernel_shape=ints,pads=ints,strides=ints]
QLinearMatMul 10:8>1
QuantizeLinear 10:2-3>1 13:2-3>1[axis=int] 19:2-3>1[axis=int,saturate=int] 21:2-3>1[axis=int,block_size=int,output_dtype=int,saturate=int] 23:2-3>1[axis=int,block_size=int,output_dtype=int,precision=int,saturate=int]
RMSNormalization 23:2>1[axis=int,epsilon=float,stash_type=int]
RNN 1:3-6>0-2[activation_alpha=floats,activation_beta=floats,activations=strings,clip=float,direction=string,hidden_size=int,output_sequence=int] 7:3-6>0-2[activation_alpha=floats,activation_beta=floats,activations=strings,clip=float,direction=string,hidden_size=int] 14:3-6>0-2[activation_alpha=floats,activation_beta=floats,activations=strings,clip=float,direction=string,hidden_size=int,layout=int]
RandomNormal 1:0>1[dtype=int,mean=float,scale=float,seed=float,shape!=ints]
RandomNormalLike 1:1>1[dtype=int,mean=float,scale=float,seed=float]
RandomUniform 1:0>1[dtype=int,high=float,low=float,seed=float,shape!=ints]
RandomUniformLike 1:1>1[dtype=int,high=float,low=float,seed=float]
Range 11:3>1 27:3>1[stash_type=int]
Reciprocal 1:1>1[consumed_inputs=ints] 6:1>1
ReduceL1 1:1>1[axes=ints,keepdims=int] 18:1-2>1[keepdims=int,noop_with_empty_axes=int]
ReduceL2 1:1>1[axes=ints,keepdims=int] 18:1-2>1[keepdims=int,noop_with_empty_axes=int]
ReduceLogSum 1:1>1[axes=ints,keepdims=int] 18:1-2>1[keepdims=int,noop_with_empty_axes=int]
ReduceLogSumExp 1:1>1[axes=ints,keepdims=int] 18:1-2>1[keepdims=int,noop_with_empty_axes=int]
ReduceMax 1:1>1[axes=ints,keepdims=int] 18:1-2>1[keepdims=int,noop_with_empty_axes=int]
ReduceMean 1:1>1[axes=ints,keepdims=int] 18:1-2>1[keepdims=int,noop_with_empty_axes=int]
ReduceMin 1:1>1[axes=ints,keepdims=int] 18:1-2>1[keepdims=int,noop_with_empty_axes=int]
ReduceProd 1:1>1[axes=ints,keepdims=int] 18:1-2>1[keepdims=int,noop_with_empty_axes=int]
ReduceSum 1:1>1[axes=ints,keepdims=int] 13:1-2>1[keepdims=int,noop_with_empty_axes=int]
ReduceSumSquare 1:1>1[axes=ints,keepdims=int] 18:1-2>1[keepdims=int,noop_with_empty_axes=int]
RegexFullMatch 20:1>1[pattern=string]
Relu 1:1>1[consumed_inputs=ints] 6:1>1
Reshape 1:1>1[consumed_inputs=ints,shape=ints] 5:2>1 14:2>1[allowzero=int]
Resize 10:2>1[mode=string] 11:3-4>1[coordinate_transformation_mode=string,cubic_coeff_a=float,exclude_outside=int,extrapolation_value=float,mode=string,nearest_mode=string] 13:1-4>1[coordinate_transformation_mode=string,cubic_coeff_a=float,exclude_outside=int,extrapolation_value=float,mode=string,nearest_mode=string] 18:1-4>1[antialias=int,axes=ints,coordinate_transformation_mode=string,cubic_coeff_a=float,exclude_outside=int,extrapolation_value=float,keep_aspect_ratio_policy=string,mode=string,nearest_mode=string]
ReverseSequence 10:2>1[batch_axis=int,time_axis=int]
RoiAlign 10:3>1[mode=string,output_height=int,output_width=int,sampling_ratio=int,spatial_scale=float] 16:3>1[coordinate_transformation_mode=string,mode=string,output_height=int,output_width=int,sampling_ratio=int,spatial_scale=float]
RotaryEmbedding 23:3-4>1[interleaved=int,num_heads=int,rotary_embedding_dim=int]
Round 11:1>1
STFT 17:2-4>1[onesided=int]
Scan 8:2->1-[body!=graph,directions=ints,num_scan_inputs!=int] 9:1->1-[body!=graph,num_scan_inputs!=int,scan_input_axes=ints,scan_input_directions=ints,scan_output_axes=ints,scan_output_directions=ints]
Scatter 9:3>1[axis=int]
ScatterElements 11:3>1[axis=int] 16:3>1[axis=int,reduction=string]
ScatterND 11:3>1 16:3>1[reduction=string]
Selu 1:1>1[alpha=float,consumed_inputs=ints,gamma=float] 6:1>1[alpha=float,gamma=float]
SequenceAt 11:2>1
SequenceConstruct 11:1->1
SequenceEmpty 11:0>1[dtype=int]
SequenceErase 11:1-2>1
SequenceInsert 11:2-3>1
SequenceLength 11:1>1
SequenceMap 17:1->1-[body!=graph]
Shape 1:1>1 15:1>1[end=int,start=int]
Shrink 9:1>1[bias=float,lambd=float]
Sigmoid 1:1>1[consumed_inputs=ints] 6:1>1
Sign 9:1>1
Sin 7:1>1
Sinh 9:1>1
Size 1:1>1
Slice 1:1>1[axes=ints,ends!=ints,starts!=ints] 10:3-5>1
Softmax 1:1>1[axis=int]
SoftmaxCrossEntropyLoss 12:2-3>1-2[ignore_index=int,reduction=string]
Softplus 1:1>1
Softsign 1:1>1
SpaceToDepth 1:1>1[blocksize!=int] 28:1>1[blocksize!=int,mode=string]
Split 1:1-2>1-[axis=int,split=ints] 2:1>1-[axis=int,split=ints] 13:1-2>1-[axis=int] 18:1-2>1-[axis=int,num_outputs=int]
SplitToSequence 11:1-2>1[axis=int,keepdims=int]
Sqrt 1:1>1[consumed_inputs=ints] 6:1>1
Squeeze 1:1>1[axes=ints] 13:1-2>1
StringConcat 20:2>1
StringNormalizer 10:1>1[case_change_action=string,is_case_sensitive=int,locale=string,stopwords=strings]
StringSplit 20:1>2[delimiter=string,maxsplit=int]
Sub 1:2>1[axis=int,broadcast=int,consumed_inputs=ints] 6:2>1[axis=int,broadcast=int] 7:2>1
Sum 1:1->1[consumed_inputs=ints] 6:1->1
SwiGLU 28:2>1[alpha=float]
Swish 24:1>1[alpha=float]
Tan 7:1>1
Tanh 1:1>1[consumed_inputs=ints] 6:1>1
TensorScatter 24:2-3>1[axis=int,mode=string]
TfIdfVectorizer 9:1>1[max_gram_length!=int,max_skip_count!=int,min_gram_length!=int,mode!=string,ngram_counts!=ints,ngram_indexes!=ints,pool_int64s=ints,pool_strings=strings,weights=floats]
ThresholdedRelu 10:1>1[alpha=float]
Tile 1:3>1 6:2>1
TopK 1:1>2[axis=int,k!=int] 10:2>2[axis=int] 11:2>2[axis=int,largest=int,sorted=int]
Transpose 1:1>1[perm=ints]
Trilu 14:1-2>1[upper=int]
Unique 11:1>1-4[axis=int,sorted=int]
Unsqueeze 1:1>1[axes!=ints] 13:2>1
Upsample 1:1>1[height_scale!=float,mode=string,width_scale!=float] 7:1>1[mode=string,scales!=floats] 9:2>1[mode=string]
Where 9:3>1
Xor 1:2>1[axis=int,broadcast=int] 7:2>1
`;
